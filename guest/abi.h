/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The wire between host and guest: the image header, the call block, the
 * hypercalls by which the guest reports. Shared with the assembler, which is
 * given the "#define NAME number" lines by guest/defs.awk: one a line, no suffixes.
 * Everything in memory is little-endian, and 8 bytes wide but for the header.
 */
#ifndef TCELIFE_GUEST_ABI_H
#define TCELIFE_GUEST_ABI_H

/* Grows with every change below; the host refuses an image of another version. */
#define GUEST_ABI_VERSION 3
#define GUEST_ABI_MAGIC	  0x54434531

/* Guest memory: the image's virtual address; the vectors are copied to real address 0. */
#define GUEST_IMAGE_VADDR	0x400000
#define GUEST_VECTORS_MAX_BYTES 0x2000

/* Commands: what the host asks for, in the block's command. */
#define GUEST_CMD_HCALL	 1
#define GUEST_CMD_STREAM 2
#define GUEST_CMD_TRAP	 3

/*
 * GUEST_CMD_TRAP: which interrupt the guest shall bring upon itself, in nr. Of a load that brings
 * none, what was loaded is in the block's first out; what a store stores is in its second argument.
 */
#define GUEST_TRAP_ILLEGAL 0
#define GUEST_TRAP_LOAD	   1
#define GUEST_TRAP_STORE   2

/*
 * The guest reports by hypercall 0, which no kernel handles; r4 says what:
 * UCALL_DONE  the command is done, its results are in the block
 * UCALL_TRAP  r5 vector, r6 NIP, r7 MSR, r8 DAR, r9 DSISR, r10 LR
 * UCALL_BAD   the command in r5 does not exist
 */
#define GUEST_UCALL_NR	 0
#define GUEST_UCALL_DONE 0x7c01
#define GUEST_UCALL_TRAP 0x7c02
#define GUEST_UCALL_BAD	 0x7c03

/* What the host answers to a hypercall that KVM left to it; no PAPR return code is near it. */
#define GUEST_BOUNCED 0x62636521

/* Failures are counted by -code for codes from -1 to -127, all others in slot 0. */
#define GUEST_NR_CODES 128
#define GUEST_NR_ARGS  9

/* Offsets into the call block, see struct guest_block. */
#define BLOCK_COMMAND	 0x000
#define BLOCK_NR	 0x008
#define BLOCK_ARGS	 0x010
#define BLOCK_RET	 0x058
#define BLOCK_OUT	 0x060
#define BLOCK_STEP_ARG	 0x100
#define BLOCK_STEP	 0x108
#define BLOCK_PERIOD	 0x110
#define BLOCK_LIMIT	 0x118
#define BLOCK_STOP	 0x180
#define BLOCK_CALLS	 0x200
#define BLOCK_SUCCESSES	 0x208
#define BLOCK_BOUNCES	 0x210
#define BLOCK_OTHER_CODE 0x218
#define BLOCK_BY_CODE	 0x280
#define BLOCK_BYTES	 0x680

#ifndef __ASSEMBLER__
#include <stddef.h>
#include <stdint.h>

/* First thing in the image; offsets are from the header itself. */
struct guest_image {
	uint32_t magic;
	uint32_t version;
	uint32_t block_bytes;
	uint32_t entry_offset;
	uint32_t vectors_offset;
	uint32_t vectors_bytes;
};

/* One per vCPU, in a guest page of its own; the guest finds it by r13. */
struct guest_block {
	uint64_t command;
	uint64_t nr;		      /* hypercall number */
	uint64_t args[GUEST_NR_ARGS]; /* r4 .. r12; a stream steps one of them in place */
	int64_t ret;		      /* r3 */
	uint64_t out[GUEST_NR_ARGS];  /* r4 .. r12 */
	uint64_t pad0[11];

	uint64_t step_arg; /* index into args */
	uint64_t step;
	uint64_t period; /* calls before the argument starts again; 0: never */
	uint64_t limit;	 /* calls in all; 0: none */
	uint64_t pad1[12];

	uint64_t stop; /* written by any host thread, read before each call */
	uint64_t pad2[15];

	uint64_t calls; /* published with release order after each call */
	uint64_t successes;
	uint64_t bounces;
	int64_t other_code; /* the last code counted in by_code[0] */
	uint64_t pad3[12];
	uint64_t by_code[GUEST_NR_CODES];
};

#define GUEST_BLOCK_AT(member, offset) \
	_Static_assert(offsetof(struct guest_block, member) == (offset), #member)
GUEST_BLOCK_AT(command, BLOCK_COMMAND);
GUEST_BLOCK_AT(nr, BLOCK_NR);
GUEST_BLOCK_AT(args, BLOCK_ARGS);
GUEST_BLOCK_AT(ret, BLOCK_RET);
GUEST_BLOCK_AT(out, BLOCK_OUT);
GUEST_BLOCK_AT(step_arg, BLOCK_STEP_ARG);
GUEST_BLOCK_AT(step, BLOCK_STEP);
GUEST_BLOCK_AT(period, BLOCK_PERIOD);
GUEST_BLOCK_AT(limit, BLOCK_LIMIT);
GUEST_BLOCK_AT(stop, BLOCK_STOP);
GUEST_BLOCK_AT(calls, BLOCK_CALLS);
GUEST_BLOCK_AT(successes, BLOCK_SUCCESSES);
GUEST_BLOCK_AT(bounces, BLOCK_BOUNCES);
GUEST_BLOCK_AT(other_code, BLOCK_OTHER_CODE);
GUEST_BLOCK_AT(by_code, BLOCK_BY_CODE);
#undef GUEST_BLOCK_AT
_Static_assert(sizeof(struct guest_block) == BLOCK_BYTES, "guest_block");
#endif

#endif
