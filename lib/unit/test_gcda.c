// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "../gcda.h"
#include "unit.h"

#define MAGIC	 0x67636461
#define FUNCTION 0x01000000
#define ARCS	 0x01a10000
#define VALUES	 0x01a30000 /* counters of another kind */

/*
 * As gcc 12.2 has written it: main() with 4 counters, of which some are 0; and a function that was
 * never called, whose 2 counters are left out.
 */
static const uint32_t by_gcc_12[] = {
	MAGIC,	  0x4232322a, 0x22f4b467, 0x661aa648, 0xa1000000, 0x00000008, 1,	  5,
	FUNCTION, 0x0000000c, 0x067072eb, 0xac15c3dc, 0x1b61e176, ARCS,	      0x00000020, 1,
	0,	  5,	      0,	  0,	      0,	  0,	      0,	  FUNCTION,
	0x0c,	  0x0433e5cc, 0xf9c25c2d, 0xeb219516, ARCS,	  0xfffffff0, 0,
};

/* As the kernel writes it when gcc 10 has compiled it: no checksum, lengths in words. */
static const uint32_t by_gcc_10[] = {
	MAGIC,	  0x4130332a, 0x1234, FUNCTION,	  3,  7,      8, 9,  ARCS,
	4,	  0xffffffff, 2,      0x80000000, 0,  VALUES, 2, 77, 0,
	FUNCTION, 3,	      10,     11,	  12, ARCS,   2, 0,  0x80000000,
};

static struct gcda g;
static uint64_t counts[8];

static int read_words(const uint32_t *words, size_t nr)
{
	memset(counts, 0xff, sizeof(counts));
	return gcda_read(words, nr * sizeof(*words), &g, counts, 8);
}

#define READ(words) read_words(words, sizeof(words) / sizeof((words)[0]))

static void gcc_12(void)
{
	CHECK_INT(READ(by_gcc_12), 0);
	CHECK_INT(g.nr, 6);
	CHECK_INT(counts[0], 1);
	CHECK_INT(counts[1], 5);
	CHECK_INT(counts[2], 0);
	CHECK_INT(counts[3], 0);
	CHECK_INT(counts[4], 0); /* not there, and therefore zero */
	CHECK_INT(counts[5], 0);
	CHECK(counts[6] == ~0ull);
}

static void gcc_10(void)
{
	CHECK_INT(READ(by_gcc_10), 0);
	CHECK_INT(g.nr, 3);
	CHECK(counts[0] == 0x2ffffffffull);
	CHECK(counts[1] == 0x80000000ull);
	CHECK(counts[2] == 1ull << 63);
}

static void other_endianness(void)
{
	uint32_t words[sizeof(by_gcc_10) / 4];

	for (size_t i = 0; i < sizeof(words) / 4; i++)
		words[i] = __builtin_bswap32(by_gcc_10[i]);
	CHECK_INT(READ(words), 0);
	CHECK_INT(g.nr, 3);
	CHECK(counts[0] == 0x2ffffffffull);
}

static void no_more_than_there_is_room_for(void)
{
	memset(counts, 0xff, sizeof(counts));
	CHECK_INT(gcda_read(by_gcc_12, sizeof(by_gcc_12), &g, counts, 1), 0);
	CHECK_INT(g.nr, 6);
	CHECK_INT(counts[0], 1);
	CHECK(counts[1] == ~0ull);
	CHECK_INT(gcda_read(by_gcc_12, sizeof(by_gcc_12), &g, NULL, 0), 0);
	CHECK_INT(g.nr, 6);
}

/* Cut anywhere: refused, or all that is there is right (at the border of a record). */
static void cut_short(void)
{
	unsigned int whole = 0;

	for (size_t bytes = 0; bytes < sizeof(by_gcc_12); bytes++) {
		void *copy = malloc(bytes + 1); /* of just that size: for ASan */
		int ret;

		memcpy(copy, by_gcc_12, bytes);
		ret = gcda_read(copy, bytes, &g, counts, 8);
		CHECK(!ret || ret == -EBADMSG);
		whole += !ret;
		CHECK(ret || g.nr == 0 || g.nr == 4 || g.nr == 6);
		free(copy);
	}
	/* behind the header, the summary, each function and its counters */
	CHECK_INT(whole, 6);
}

static void what_is_none(void)
{
	uint32_t words[sizeof(by_gcc_12) / 4];

	CHECK_INT(gcda_read("text, and no counters at all", 28, &g, counts, 8), -EBADMSG);
	memcpy(words, by_gcc_12, sizeof(words));
	words[14] = 0x7ffffff8; /* a length past the end, past all ends, and none of words */
	CHECK_INT(READ(words), -EBADMSG);
	words[14] = 0x80000000;
	CHECK_INT(READ(words), -EBADMSG);
	words[14] = 0x21;
	CHECK_INT(READ(words), -EBADMSG);
	words[14] = 0x20;
	words[30] = 1; /* no record is so short */
	CHECK_INT(READ(words), -EBADMSG);
}

/* What was counted is no part of it, what was compiled is. */
static void identity(void)
{
	uint32_t words[sizeof(by_gcc_12) / 4];
	uint64_t first;

	READ(by_gcc_12);
	first = g.identity;
	memcpy(words, by_gcc_12, sizeof(words));
	words[15] = 99;
	CHECK_INT(READ(words), 0);
	CHECK(g.identity == first);
	words[27]++;
	CHECK_INT(READ(words), 0);
	CHECK(g.identity != first);
	words[27]--;
	words[29] = 0xffffffe0; /* two counters more */
	CHECK_INT(READ(words), 0);
	CHECK_INT(g.nr, 8);
	CHECK(g.identity != first);
}

static const struct unit_case cases[] = {
	{ "gcc-12", gcc_12 },
	{ "gcc-10", gcc_10 },
	{ "other-endianness", other_endianness },
	{ "no-more-than-there-is-room-for", no_more_than_there_is_room_for },
	{ "cut-short", cut_short },
	{ "what-is-none", what_is_none },
	{ "identity", identity },
	{ NULL, NULL },
};

const struct unit_suite suite_gcda = { "gcda", cases };
