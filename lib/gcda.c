// SPDX-License-Identifier: GPL-2.0-only
#include "gcda.h"

#include <errno.h>
#include <stdbool.h>
#include <string.h>

#define MAGIC	     0x67636461u /* "gcda" */
#define TAG_FUNCTION 0x01000000u
#define TAG_ARCS     0x01a10000u /* GCOV_TAG_FOR_COUNTER(0) */
#define WORD_BYTES   4u
#define GCC_12	     0x4232u /* "B2": the version without its last two characters */

struct reader {
	const unsigned char *at;
	size_t words_left;
	bool swapped;
	unsigned int length_unit_bytes; /* of the length of a record */
	struct gcda *g;
	uint64_t *counts;
	unsigned int max;
};

/* A zero behind the end: who calls looks at what is left first. */
static uint32_t next_word(struct reader *r)
{
	uint32_t word = 0;

	if (!r->words_left)
		return 0;
	memcpy(&word, r->at, WORD_BYTES);
	r->at += WORD_BYTES;
	r->words_left--;
	return r->swapped ? __builtin_bswap32(word) : word;
}

/* FNV-1a, a word at a time. */
static void identify(struct gcda *g, uint32_t word)
{
	g->identity = (g->identity ^ word) * 0x100000001b3ull;
}

static bool read_header(struct reader *r)
{
	uint32_t magic = next_word(r), version;

	r->swapped = magic == __builtin_bswap32(MAGIC);
	if (magic != MAGIC && !r->swapped)
		return false;
	version = next_word(r);
	identify(r->g, version);
	identify(r->g, next_word(r)); /* the compilation's stamp */
	r->length_unit_bytes = version >> 16 >= GCC_12 ? 1 : WORD_BYTES;
	if (r->length_unit_bytes > 1)
		return true;
	if (!r->words_left)
		return false;
	next_word(r); /* the checksum: the kernel writes 0 */
	return true;
}

static void put_count(struct reader *r, uint64_t count)
{
	if (r->g->nr < r->max)
		r->counts[r->g->nr] = count;
	r->g->nr++;
}

static void read_arcs(struct reader *r, size_t words, bool all_zero)
{
	identify(r->g, (uint32_t)words);
	for (size_t i = 0; i < words / 2; i++) {
		uint64_t low = all_zero ? 0 : next_word(r);
		uint64_t high = all_zero ? 0 : next_word(r);

		put_count(r, high << 32 | low);
	}
}

static void skip(struct reader *r, size_t words)
{
	r->at += words * WORD_BYTES;
	r->words_left -= words;
}

/* More counters than that no file has; a length that says so is none. */
#define MOST_BYTES (1u << 26)

/* A negative length of counters: they are all zero, and are not there. False: it ends too early. */
static bool read_record(struct reader *r)
{
	uint32_t tag = next_word(r);
	int64_t length = (int32_t)next_word(r);
	bool all_zero = length < 0 && tag == TAG_ARCS;
	size_t bytes = (size_t)(length < 0 ? -length : length) * r->length_unit_bytes;
	size_t words = bytes / WORD_BYTES, here = length < 0 ? 0 : words;

	if (bytes % WORD_BYTES || bytes > MOST_BYTES || here > r->words_left)
		return false;
	if (tag == TAG_ARCS) {
		read_arcs(r, words, all_zero);
		here -= all_zero ? 0 : words / 2 * 2;
	}
	for (; tag == TAG_FUNCTION && here; here--)
		identify(r->g, next_word(r));
	skip(r, here);
	return true;
}

int gcda_read(const void *data, size_t bytes, struct gcda *g, uint64_t *counts, unsigned int max)
{
	struct reader r = {
		.at = data, .words_left = bytes / WORD_BYTES, .g = g, .counts = counts
	};

	r.max = counts ? max : 0;
	*g = (struct gcda){ .identity = 0xcbf29ce484222325ull };
	if (bytes % WORD_BYTES || r.words_left < 3 || !read_header(&r))
		return -EBADMSG;
	/* a tag of 0 may stand at the end */
	while (r.words_left > 1)
		if (!read_record(&r))
			return -EBADMSG;
	return r.words_left && next_word(&r) ? -EBADMSG : 0;
}
