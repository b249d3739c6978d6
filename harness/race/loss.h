/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Memory that a race loses, by its tries: so many pages of the whole machine per thousand of them,
 * against as many tries in which nothing overlaps. Little is believed at once; more is tried again,
 * as caches grow once and leaks every time.
 */
#ifndef TCELIFE_RACE_LOSS_H
#define TCELIFE_RACE_LOSS_H

#include <stdbool.h>
#include <stdint.h>

#include "../test.h"

#define LOSS_SUSPECT_BYTES (64ull << 10)
#define LOSS_MIN_TRIES	   16	/* fewer lose less than everything else in the machine does */
#define LOSS_MAX_TRIES	   1000 /* made again, twice, in each round */
#define LOSS_ROUNDS	   5	/* each must lose more than its control, or nothing was lost */

struct loss {
	int64_t free_pages;
};

/*
 * Make up to @nr tries, and leave all as it was found; @control: so that they do not overlap.
 * Returns how many were made.
 */
typedef uint64_t (*loss_tries)(void *arg, uint64_t nr, bool control);

/* Before the first try that counts; everything that a try needs is in place. */
void loss_begin(struct loss *l);

/*
 * After @tries of them, with everything in place again: the case "memory". It fails with the
 * numbers if so much was lost that it is suspect, and is lost once more, and not by the control.
 */
void loss_judge(struct test *t, const struct loss *l, uint64_t tries, loss_tries again, void *arg);

#endif
