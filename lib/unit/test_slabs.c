// SPDX-License-Identifier: GPL-2.0-only
#include <limits.h>

#include "../slabs.h"
#include "unit.h"

#define HEAD                        \
	"slabinfo - version: 2.1\n" \
	"# name            <active_objs> <num_objs> <objsize> <objperslab> <pagesperslab>\n"

static struct slabs counts[3], *now = counts;

static const char *rising(const char *first, const char *second, const char *third, long least)
{
	const char *const texts[] = { first, second, third };
	const struct slab *slab;
	unsigned int nr = 0;

	while (nr < 3 && texts[nr]) {
		slabs_parse(&counts[nr], texts[nr]);
		nr++;
	}
	slab = slabs_rising(counts, nr, least);
	return slab ? slab->name : "none";
}

static void a_file(void)
{
	slabs_parse(now, HEAD "kmalloc-96 12 42 96 42 1 : tunables\nkmalloc-1k 7 16\n");
	CHECK_INT(now->nr, 2);
	CHECK_INT(slabs_objects(now, "kmalloc-96"), 12);
	CHECK_INT(slabs_objects(now, "kmalloc-1k"), 7);
	CHECK_INT(slabs_objects(now, "kmalloc-9"), LONG_MAX);
	slabs_parse(now, "");
	CHECK_INT(now->nr, 0);
}

static void what_rises(void)
{
	CHECK_STR(rising("a 1\nb 10\n", "a 8\nb 17\n", NULL, 8), "none");
	CHECK_STR(rising("a 1\nb 10\n", "a 9\nb 17\n", NULL, 8), "a");
	CHECK_STR(rising("a 1\nb 10\n", "b 19\na 9\n", NULL, 8), "b");
	CHECK_STR(rising("a 9\n", "a 1\nc 100\n", NULL, 8), "none");
	CHECK_STR(rising("vmap_area 7\n", "vmap_area 70\n", NULL, 8), "none");
	CHECK_STR(rising("", "", NULL, 1), "none");
}

static void what_rises_each_time(void)
{
	CHECK_STR(rising("a 1\nb 1\n", "a 90\nb 9\n", "a 91\nb 17\n", 8), "b");
	CHECK_STR(rising("a 1\nb 1\n", "a 90\nb 9\n", "a 91\nb 16\n", 8), "none");
	CHECK_STR(rising("a 1\nb 1\n", "a 1\nb 9\n", "a 90\nb 16\n", 8), "none");
	CHECK_STR(rising("a 1\n", "a 9\nc 9\n", "a 17\nc 18\n", 8), "a");
}

static const struct unit_case cases[] = {
	{ "a_file", a_file },
	{ "what_rises", what_rises },
	{ "what_rises_each_time", what_rises_each_time },
	{ NULL, NULL },
};

const struct unit_suite suite_slabs = { "slabs", cases };
