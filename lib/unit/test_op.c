// SPDX-License-Identifier: GPL-2.0-only
#include <string.h>

#include "../model/op.h"
#include "../prng.h"
#include "unit.h"

static struct op_ref any_ref(struct prng *p, enum op_kind kind, bool fixed)
{
	if (kind == OP_NOTHING)
		return (struct op_ref){ 0 };
	if (!fixed)
		kind = 1 + prng_below(p, OP_NR_KINDS - 1);
	return (struct op_ref){ .kind = kind, .n = prng_below(p, op_names(kind)) };
}

static struct op any_op(struct prng *p, enum op_code code)
{
	const struct op_desc *d = op_desc(code);
	struct op op = {
		.code = code,
		.process = prng_below(p, OP_PROCESSES),
		.self = any_ref(p, d->self, d->fixed),
		.made = any_ref(p, d->made, true),
		.fd = any_ref(p, d->fd, false),
		.fd2 = any_ref(p, d->fd2, false),
	};

	for (unsigned int n = 0; n < op_nr_args(code); n++)
		op.arg[n] = prng_next(p) >> prng_below(p, 64);
	return op;
}

/* What is written is what is read, for every operation and all kinds of numbers. */
static void round_trip(void)
{
	struct prng p = prng_seed(1);
	char text[OP_TEXT_BYTES], why[OP_TEXT_BYTES];

	for (unsigned int n = 0; n < 200 * OP_NR_CODES; n++) {
		struct op op = any_op(&p, n % OP_NR_CODES), again;

		CHECK(op_valid(&op));
		CHECK(op_format(&op, text, sizeof(text)) == strlen(text));
		if (!CHECK(op_parse(text, &again, why)) || !CHECK(!memcmp(&op, &again, sizeof(op))))
			CHECK_STR(text, why);
	}
}

static void texts(void)
{
	struct op op = { .code = OP_MAP_DMA,
			 .self = { OP_CONTAINER, 1 },
			 .arg = { 0, 0x1000, 0x2000, 3 } };
	char text[OP_TEXT_BYTES], why[OP_TEXT_BYTES];

	op_format(&op, text, sizeof(text));
	CHECK_STR(text, "map_dma c1 iova=0x0 hva=0x1000 bytes=0x2000 flags=rw");
	CHECK(op_parse("[p2] set_spapr_tce k0 fd2=t5 fd=closed", &op, why));
	op_format(&op, text, sizeof(text));
	CHECK_STR(text, "[p2] set_spapr_tce k0 fd=closed fd2=t5");
	CHECK(op_parse("  close\tbad\r", &op, why));
	CHECK_INT(op.self.kind, OP_BAD);
	CHECK(op_parse("create_vm new=v1 mode=hash", &op, why));
	CHECK_INT(op.arg[0], 1);
	CHECK(op_parse("get_info c0 args=short", &op, why));
	CHECK_INT(op_passing(&op), OP_SHORT);
	op_format(&op, text, sizeof(text));
	CHECK_STR(text, "get_info c0 args=short");
	CHECK(op_parse("open_device g0 new=d0 name=own", &op, why));
	op_format(&op, text, sizeof(text));
	CHECK_STR(text, "open_device g0 new=d0");
	CHECK(op_parse("create_vm new=v1 mode=hash", &op, why));
	CHECK_INT(op_format(&op, text, 10), 9);
	CHECK_STR(text, "create_vm");
}

static void refused(const char *line, const char *says)
{
	char why[OP_TEXT_BYTES] = "";
	struct op op;

	CHECK(!op_parse(line, &op, why));
	if (!strstr(why, says))
		CHECK_STR(why, says);
}

static void bad_lines(void)
{
	refused("", "no operation");
	refused("[p1]", "no operation");
	refused("[p3] fork child=1", "[p0], [p1] or [p2]");
	refused("frobnicate c0", "`frobnicate` is no operation");
	refused("get_info", "get_info: on which object?");
	refused("get_info c3", "`c3` is no object");
	refused("get_info c0 c1", "`c1` comes twice");
	refused("enable c0 x=1", "enable has no `x`: it has nothing");
	refused("set_iommu c0 kind=1", "it has type");
	refused("set_iommu c0 type=1 type=2", "`type` comes twice");
	refused("set_iommu c0 type=v3", "a number of 64 bits");
	refused("set_iommu c0 type=", "a number of 64 bits");
	refused("set_iommu c0 type=-1", "a number of 64 bits");
	refused("set_iommu c0 type=0x1ffffffffffffffff", "a number of 64 bits");
	refused("open_device g0", "new=d0 is wanted");
	refused("open_device g0 new=c0", "new=d0 is wanted");
	refused("group_add k0", "fd=g0 is wanted");
	refused("set_spapr_tce k0 fd=g0", "fd2=t0 is wanted");
	refused("h_get_tce c0 liobn=1 ioba=0", "goes with v0 and its like only");
	refused("fork c0 child=1", "made on no object");
	refused("set_iommu c0 type=0x00000000000000000000000000000000000000000000000000000000000"
		"000000000000000000000000000000000000000000000000000000000000000000000000000000000"
		"0000000000000000000000000000000000000000000000000000000000000000000000000000000",
		"longer than");
}

static void files(void)
{
	struct op ops[3];
	char why[OP_TEXT_BYTES];

	CHECK_INT(op_parse_file(OP_FILE_HEADER "\n# a comment\n\nopen_container new=c0 # first\n"
					       "close c0",
				ops, 3, why),
		  2);
	CHECK_INT(ops[1].code, OP_CLOSE);
	CHECK_INT(op_parse_file(OP_FILE_HEADER "\n", ops, 3, why), 0);
	CHECK_INT(op_parse_file("", ops, 3, why), -1);
	CHECK_STR(why, "line 1: `tcelife sequence 1` is wanted");
	CHECK_INT(op_parse_file("close c0\n", ops, 3, why), -1);
	CHECK_INT(op_parse_file(OP_FILE_HEADER "\nclose c0\nclose c9\n", ops, 3, why), -1);
	CHECK(!strncmp(why, "line 3: `c9` is no object", 25));
	CHECK_INT(op_parse_file(OP_FILE_HEADER "\nclose c0\nclose c1\n", ops, 1, why), -1);
	CHECK_STR(why, "line 3: more than 1 operations");
}

static const struct unit_case cases[] = {
	{ "round trip", round_trip }, { "texts", texts }, { "bad lines", bad_lines },
	{ "files", files },	      { NULL, NULL },
};

const struct unit_suite suite_op = { "op", cases };
