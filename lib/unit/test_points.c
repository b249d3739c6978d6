// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "../points.h"
#include "../steer_abi.h"
#include "../symbols.h"
#include "unit.h"

#define PASS(vaddr, number, nth)                                      \
	{                                                             \
		(vaddr), 1000 + (number), (number), (nth), 0, 0, 0, 0 \
	}

static void straight(void)
{
	static const struct steer_pass trace[] = { PASS(0x100, 0, 1), PASS(0x200, 1, 1),
						   PASS(0x300, 2, 1) };
	struct points p;

	CHECK_INT(points_make(&p, trace, 3, 0), 0);
	CHECK_INT(p.nr, 3);
	for (unsigned int i = 0; i < 3; i++) {
		CHECK_INT(p.at[i].vaddr, trace[i].vaddr);
		CHECK_INT(p.at[i].near, 1000 + i);
		CHECK_INT(p.at[i].nth, 1);
	}
	points_free(&p);
}

/* The last passes are told at the end; of the other side, and of what is held, none is a point. */
static void order(void)
{
	static const struct steer_pass trace[] = {
		PASS(0x100, 0, 1),
		{ 0x100, 7, 0, 1, .side = 1 },
		PASS(0x200, 1, 4),
		{ 0x300, .kind = STEER_HELD },
		{ 0x300, .kind = STEER_RELEASED },
		PASS(0x300, 9, 1),
		{ 0x200, 8, 8, 7, .kind = STEER_PASSED_LAST },
	};
	static const uint64_t want[] = { 0x100, 0x200, 0x200, 0x300 };
	struct points p;

	CHECK_INT(points_make(&p, trace, 7, 0), 0);
	CHECK_INT(p.nr, 4);
	for (unsigned int i = 0; i < 4; i++)
		CHECK_INT(p.at[i].vaddr, want[i]);
	CHECK_INT(p.at[2].nth, 7);
	points_free(&p);
	CHECK_INT(points_make(&p, trace, 7, 1), 0);
	CHECK_INT(p.nr, 1);
	CHECK_INT(p.at[0].near, 7);
	points_free(&p);
}

/* Behind what is quiet a point is the same, unless the one before it is none. */
static void same(void)
{
	static const bool want[] = { false, true, false, true, false };
	struct steer_pass trace[] = { PASS(0x100, 0, 1), PASS(0x200, 1, 1), PASS(0x300, 2, 1),
				      PASS(0x400, 3, 1), PASS(0x500, 9, 1) };
	struct points p;

	trace[0].quiet = trace[2].quiet = trace[3].quiet = 1;
	CHECK_INT(points_make(&p, trace, 5, 0), 0);
	for (unsigned int i = 0; i < 5; i++)
		CHECK_INT(p.at[i].same, want[i]);
	points_free(&p);
}

static void nothing(void)
{
	struct points p;

	CHECK_INT(points_make(&p, NULL, 0, 0), 0);
	CHECK_INT(p.nr, 0);
	points_free(&p);
}

/* What led to a point is told by the last sixteen, in a ring as in a whole path. */
static void near(void)
{
	uint64_t path[40], ring[STEER_TRAIL];

	for (uint64_t i = 0; i < 40; i++)
		path[i] = ring[i % STEER_TRAIL] = 0x1000 + i;
	CHECK(steer_near(path, 40, 30) == steer_near(ring, STEER_TRAIL, 30));
	path[20]++;
	CHECK(steer_near(path, 40, 30) != steer_near(ring, STEER_TRAIL, 30));
	CHECK(steer_near(path, 40, 37) == steer_near(ring, STEER_TRAIL, 37));
}

static const char kallsyms[] = "c000000000002000 T second\n"
			       "c000000000001000 T first\n"
			       "c000000000001800 D data\n"
			       "c008000000001000 t third\t[kvm]\n"
			       "0000000000000000 T hidden\n";

static void open_symbols(struct symbols *s)
{
	CHECK_INT(symbols_parse(s, strdup(kallsyms)), 0);
}

static void names(void)
{
	char text[SYMBOL_BYTES];
	struct symbols s;

	open_symbols(&s);
	CHECK_INT(s.nr, 3);
	symbols_print(&s, 0xc000000000001004ull, text, sizeof(text));
	CHECK_STR(text, "first+0x4");
	symbols_print(&s, 0xc000000000001ffcull, text, sizeof(text));
	CHECK_STR(text, "first+0xffc");
	symbols_print(&s, 0xc008000000001010ull, text, sizeof(text));
	CHECK_STR(text, "third+0x10 [kvm]");
	symbols_print(&s, 0x1000, text, sizeof(text));
	CHECK_STR(text, "0x1000");
	symbols_free(&s);
}

static uint64_t address(const struct symbols *s, const char *word)
{
	return symbols_address(s, word, strlen(word), 0);
}

/* Two modules with a function of the same name. */
static void namesakes(void)
{
	struct symbols s;

	CHECK_INT(symbols_parse(&s, strdup("c008000000001000 t same\t[kvm]\n"
					   "c008000000002000 t other\t[vfio]\n"
					   "c008000000003000 t same\t[vfio]\n")),
		  0);
	CHECK(symbols_address(&s, "same+0x4", 8, 0) == 0xc008000000001004ull);
	CHECK(symbols_address(&s, "same+0x4", 8, 1) == 0xc008000000003004ull);
	CHECK(symbols_address(&s, "same+0x4", 8, 2) == 0);
	CHECK(symbols_address(&s, "0x1234", 6, 0) == 0x1234);
	CHECK(symbols_address(&s, "0x1234", 6, 1) == 0);
	symbols_free(&s);
}

static void addresses(void)
{
	struct symbols s;

	open_symbols(&s);
	CHECK(address(&s, "second") == 0xc000000000002000ull);
	CHECK(address(&s, "third+0x1c") == 0xc00800000000101cull);
	CHECK(address(&s, "0xc000000000001234") == 0xc000000000001234ull);
	CHECK(address(&s, "fourth+0x1c") == 0);
	CHECK(address(&s, "thir+0x1c") == 0);
	symbols_free(&s);
}

static void range(void)
{
	uint64_t start = 0, end = 0;

	CHECK(symbols_range(strdup(kallsyms), "first", &start, &end));
	CHECK(start == 0xc000000000001000ull && end == 0xc000000000002000ull);
	CHECK(!symbols_range(strdup(kallsyms), "third", &start, &end)); /* nothing follows */
	CHECK(!symbols_range(strdup(kallsyms), "fourth", &start, &end));
	/* What is not freed the sanitizer tells at the end. */
	CHECK(!symbols_range(strdup("0000000000000000 T hidden\n"), "hidden", &start, &end));
}

/* As with kernel.kptr_restrict. */
static void hidden(void)
{
	struct symbols s;

	CHECK_INT(symbols_parse(&s, strdup("0000000000000000 T hidden\n")), -ENOENT);
	CHECK(!symbols_find(&s, 0xc000000000001000ull));
	symbols_free(&s);
}

static const struct unit_case cases[] = {
	{ "straight", straight },   { "same", same },	{ "order", order },
	{ "nothing", nothing },	    { "near", near },	{ "names", names },
	{ "addresses", addresses }, { "range", range }, { "hidden", hidden },
	{ "namesakes", namesakes }, { NULL, NULL },
};

const struct unit_suite suite_points = { "points", cases };
