/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The shortest and simplest form of a sequence that still fails the same way. Knows nothing of how
 * it fails: it asks.
 */
#ifndef TCELIFE_MODEL_SHRINK_H
#define TCELIFE_MODEL_SHRINK_H

#include "generate.h"

#define SHRINK_MAX 320 /* operations: the longest sequence, and what takes all away behind it */

/*
 * Does this fail in the same way? 0 if not; else how many of its operations that took, so that what
 * comes behind is cut off.
 */
typedef unsigned int shrink_fails(void *context, const struct op *ops, unsigned int nr_ops);

/* Room for the work; the caller's. */
struct shrink {
	shrink_fails *fails;
	void *context;
	unsigned int tries_left;
	unsigned int tries; /* made so far */
	unsigned int nr;
	struct op ops[SHRINK_MAX]; /* the best so far */
	struct op next[SHRINK_MAX];
};

/*
 * Shrink @nr_ops operations, which fail, with at most @max_tries questions: fewest operations
 * first, then simplest numbers, names and processes. The result is in s->ops and s->nr, which is
 * returned, too. If they do not fail when asked at first (a matter of luck), 0.
 */
unsigned int shrink(struct shrink *s, const struct op *ops, unsigned int nr_ops,
		    unsigned int max_tries, shrink_fails *fails, void *context);

#endif
