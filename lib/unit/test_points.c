// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "../points.h"
#include "../steer_abi.h"
#include "../symbols.h"
#include "unit.h"

static void straight(void)
{
	static const uint64_t path[] = { 0x100, 0x200, 0x300 };
	struct points p;

	CHECK_INT(points_make(&p, path, NULL, 3), 0);
	CHECK_INT(p.nr, 3);
	CHECK_INT(p.passed, 3);
	for (unsigned int i = 0; i < 3; i++) {
		CHECK_INT(p.at[i].vaddr, path[i]);
		CHECK_INT(p.at[i].nth, 1);
	}
	CHECK_INT(p.at[0].near, STEER_PATH_START);
	CHECK_INT(p.at[2].near, steer_path_add(steer_path_add(STEER_PATH_START, 0x100), 0x200));
	points_free(&p);
}

/* 100 times round: 1 2 3 4 16 64 and the last. */
static void loop(void)
{
	static const uint32_t want[] = { 1, 2, 3, 4, 16, 64, 100 };
	uint64_t path[102];
	struct points p;

	path[0] = 0x100;
	for (unsigned int i = 1; i <= 100; i++)
		path[i] = 0x200;
	path[101] = 0x300;
	CHECK_INT(points_make(&p, path, NULL, 102), 0);
	CHECK_INT(p.nr, 2 + 7);
	for (unsigned int i = 0; i < 7; i++)
		CHECK_INT(p.at[1 + i].nth, want[i]);
	points_free(&p);
}

/* Behind what is quiet a point is the same, unless the one before it is none. */
static void same(void)
{
	static const uint64_t path[] = { 0x100, 0x200, 0x300, 0x300, 0x300,
					 0x300, 0x300, 0x300, 0x300, 0x400 };
	static const bool quiet[] = { true,  false, true, false, false,
				      false, true,  true, false, true };
	static const bool want[] = { false, true, false, true, false, false, false, false };
	struct points p;

	CHECK_INT(points_make(&p, path, quiet, 10), 0);
	CHECK_INT(p.nr, 8);
	for (unsigned int i = 0; i < 8; i++)
		CHECK_INT(p.at[i].same, want[i]);
	points_free(&p);
}

static void nothing(void)
{
	struct points p;

	CHECK_INT(points_make(&p, NULL, NULL, 0), 0);
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
	return symbols_address(s, word, strlen(word));
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

/* As with kernel.kptr_restrict. */
static void hidden(void)
{
	struct symbols s;

	CHECK_INT(symbols_parse(&s, strdup("0000000000000000 T hidden\n")), -ENOENT);
	CHECK(!symbols_find(&s, 0xc000000000001000ull));
	symbols_free(&s);
}

static const struct unit_case cases[] = {
	{ "straight", straight },   { "same", same },	  { "loop", loop },
	{ "nothing", nothing },	    { "near", near },	  { "names", names },
	{ "addresses", addresses }, { "hidden", hidden }, { NULL, NULL },
};

const struct unit_suite suite_points = { "points", cases };
