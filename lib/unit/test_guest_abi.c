// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <string.h>

#include "../guest_abi.h"
#include "unit.h"

static const struct guest_image good = {
	.magic = GUEST_ABI_MAGIC,
	.version = GUEST_ABI_VERSION,
	.block_bytes = sizeof(struct guest_block),
	.vectors_bytes = GUEST_VECTORS_MAX_BYTES,
};

static void refused(struct guest_image image, const char *says)
{
	struct why why = { "" };

	CHECK_INT(guest_image_check(&image, &why), -EPROTO);
	if (!strstr(why.text, says))
		CHECK_STR(why.text, says);
}

static void good_is_not_refused(void)
{
	refused(good, "");
}

static void images(void)
{
	struct guest_image image = good;

	CHECK_INT(guest_image_check(&image, NULL), 0);
	CHECK(unit_complains(good_is_not_refused));
	image.magic = 0x7f454c46;
	refused(image, "magic is 0x7f454c46, not 0x54434531");
	image = good;
	image.version++;
	refused(image, "ABI version is 4, the host's is 3");
	image = good;
	image.block_bytes -= 8;
	refused(image, "call block of 1656 bytes, the host's has 1664");
	image = good;
	image.vectors_bytes = 0;
	refused(image, "0 bytes of vectors, room is for 1 to 8192");
	image.vectors_bytes = GUEST_VECTORS_MAX_BYTES + 1;
	refused(image, "8193 bytes of vectors");
	image.vectors_bytes = 1;
	CHECK_INT(guest_image_check(&image, NULL), 0);
}

static void codes(void)
{
	CHECK_INT(guest_code_index(H_PARAMETER), 4);
	CHECK_INT(guest_code_index(-127), 127);
	CHECK_INT(guest_code_index(-128), 0);
	CHECK_INT(guest_code_index(H_SUCCESS), 0);
	CHECK_INT(guest_code_index(H_TOO_HARD), 0);
	CHECK_INT(guest_code_index(INT64_MIN), 0);
	CHECK_STR(guest_code_name(H_SUCCESS), "H_SUCCESS");
	CHECK_STR(guest_code_name(H_PARAMETER), "H_PARAMETER");
	CHECK_STR(guest_code_name(H_P5), "H_P5");
	CHECK_STR(guest_code_name(H_TOO_HARD), "H_TOO_HARD");
	CHECK_STR(guest_code_name(GUEST_BOUNCED), "bounced");
	CHECK_STR(guest_code_name(-77), "other");
	CHECK_STR(guest_code_name(INT64_MIN), "other");
}

/* Calls that were left to user space do not hide one that failed. */
static void streams(void)
{
	struct stream_count count = { .calls = 2, .successes = 2 };

	CHECK_INT(guest_stream_code(&count), H_SUCCESS);
	count.calls = count.bounces = 3;
	CHECK_INT(guest_stream_code(&count), GUEST_BOUNCED);
	count.by_code[0] = 1;
	count.other_code = H_BUSY;
	CHECK_INT(guest_stream_code(&count), H_BUSY);
	count.by_code[-H_PARAMETER] = 1;
	CHECK_INT(guest_stream_code(&count), H_PARAMETER);
	count.by_code[-H_PARAMETER] = 0;
	count.by_code[GUEST_NR_CODES - 1] = 1;
	CHECK_INT(guest_stream_code(&count), 1 - GUEST_NR_CODES);
}

static void traps(void)
{
	struct guest_trap trap = { 0x300, 0x400123, 0x8000000000000001, 0xdead, 0x40000000, 0x10 };
	char buf[192];

	CHECK_STR(guest_trap_describe(&trap, buf, sizeof(buf)),
		  "the guest took interrupt 0x300 (data storage): NIP 0x400123 "
		  "MSR 0x8000000000000001 DAR 0xdead DSISR 0x40000000 LR 0x10");
	trap.vector = 0x1234;
	CHECK(strstr(guest_trap_describe(&trap, buf, sizeof(buf)), "0x1234 (unknown)"));
	CHECK_STR(guest_trap_describe(&trap, buf, 10), "the guest");
}

static const struct unit_case cases[] = {
	{ "images", images }, { "codes", codes }, { "streams", streams },
	{ "traps", traps },   { NULL, NULL },
};

const struct unit_suite suite_guest_abi = { "guest-abi", cases };
