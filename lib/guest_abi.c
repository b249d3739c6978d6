// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>

#include "guest_abi.h"

#define ARRAY_LEN(array) (sizeof(array) / sizeof((array)[0]))

const char *guest_code_name(int64_t code)
{
	static const struct {
		int64_t code;
		const char *name;
	} known[] = {
		{ H_SUCCESS, "H_SUCCESS" },
		{ H_BUSY, "H_BUSY" },
		{ H_CLOSED, "H_CLOSED" },
		{ H_HARDWARE, "H_HARDWARE" },
		{ H_FUNCTION, "H_FUNCTION" },
		{ H_PRIVILEGE, "H_PRIVILEGE" },
		{ H_PARAMETER, "H_PARAMETER" },
		{ H_RESOURCE, "H_RESOURCE" },
		{ H_P2, "H_P2" },
		{ H_P3, "H_P3" },
		{ H_P4, "H_P4" },
		{ H_P5, "H_P5" },
		{ H_TOO_HARD, "H_TOO_HARD" },
		{ GUEST_BOUNCED, "bounced" },
	};

	for (size_t i = 0; i < ARRAY_LEN(known); i++) {
		if (known[i].code == code)
			return known[i].name;
	}
	return "other";
}

int64_t guest_stream_code(const struct stream_count *count)
{
	for (int i = 1; i < GUEST_NR_CODES; i++)
		if (count->by_code[i])
			return -i;
	if (count->by_code[0])
		return count->other_code;
	return count->bounces ? GUEST_BOUNCED : H_SUCCESS;
}

int guest_image_check(const struct guest_image *image, struct why *why)
{
	if (image->magic != GUEST_ABI_MAGIC)
		return why_set(why, -EPROTO,
			       "guest image: magic is 0x%" PRIx32
			       ", not 0x%x: rebuild (make clean)",
			       image->magic, GUEST_ABI_MAGIC);
	if (image->version != GUEST_ABI_VERSION)
		return why_set(why, -EPROTO,
			       "guest image: ABI version is %" PRIu32 ", the host's is %d: rebuild",
			       image->version, GUEST_ABI_VERSION);
	if (image->block_bytes != sizeof(struct guest_block))
		return why_set(why, -EPROTO,
			       "guest image: call block of %" PRIu32
			       " bytes, the host's has %zu: rebuild",
			       image->block_bytes, sizeof(struct guest_block));
	if (!image->vectors_bytes || image->vectors_bytes > GUEST_VECTORS_MAX_BYTES)
		return why_set(why, -EPROTO,
			       "guest image: %" PRIu32
			       " bytes of vectors, room is for 1 to %d: rebuild",
			       image->vectors_bytes, GUEST_VECTORS_MAX_BYTES);
	return 0;
}

/* Power ISA 3.0, book III, chapter "Interrupts". */
static const char *vector_name(uint64_t vector)
{
	static const struct {
		uint64_t vector;
		const char *name;
	} known[] = {
		{ 0x000, "jump to address 0" },
		{ 0x100, "system reset" },
		{ 0x200, "machine check" },
		{ 0x300, "data storage" },
		{ 0x380, "data segment" },
		{ 0x400, "instruction storage" },
		{ 0x480, "instruction segment" },
		{ 0x500, "external" },
		{ 0x600, "alignment" },
		{ 0x700, "program" },
		{ 0x800, "floating-point unavailable" },
		{ 0x900, "decrementer" },
		{ 0x980, "hypervisor decrementer" },
		{ 0xa00, "directed doorbell" },
		{ 0xc00, "system call" },
		{ 0xd00, "trace" },
		{ 0xe00, "hypervisor data storage" },
		{ 0xe20, "hypervisor instruction storage" },
		{ 0xe40, "hypervisor emulation assistance" },
		{ 0xf00, "performance monitor" },
		{ 0xf20, "vector unavailable" },
		{ 0xf40, "VSX unavailable" },
		{ 0xf60, "facility unavailable" },
		{ 0xf80, "hypervisor facility unavailable" },
	};

	for (size_t i = 0; i < ARRAY_LEN(known); i++) {
		if (known[i].vector == vector)
			return known[i].name;
	}
	return "unknown";
}

const char *guest_trap_describe(const struct guest_trap *trap, char *buf, size_t buf_bytes)
{
	snprintf(buf, buf_bytes,
		 "the guest took interrupt 0x%03" PRIx64 " (%s): NIP 0x%" PRIx64 " MSR 0x%" PRIx64
		 " DAR 0x%" PRIx64 " DSISR 0x%" PRIx64 " LR 0x%" PRIx64,
		 trap->vector, vector_name(trap->vector), trap->nip, trap->msr, trap->dar,
		 trap->dsisr, trap->lr);
	return buf;
}
