// SPDX-License-Identifier: GPL-2.0-only
/*
 * A side that ends its process. It first tells all other threads to end
 * (kernel/signal.c:zap_other_threads(), complete_signal()): held behind that, it keeps nobody
 * from anything, since who has not begun by then never will. What is in the kernel by then goes on
 * with a deadly signal pending; that is explored by holding the other side.
 */
#include "explore.h"

#define COMES_TRIES 2 /* it is late now and then, where CPUs are shared */

/* Whether the other one still begins while @side is held at its point @n. */
static bool other_begins(struct explore *e, unsigned int side, uint32_t n)
{
	struct schedule s = { .nr = 1, .side = { side }, .point = { e->points[side].at[n] } };
	const struct steer_seen *seen = &e->page->seen[side];

	for (unsigned int i = 0; i < COMES_TRIES; i++)
		if (!explore_try(e, &s, false) || !racing_heard(e->r) ||
		    (seen->release && seen->release != STEER_NOBODY_CAME))
			return true;
	return false;
}

bool explore_cut(struct explore *e)
{
	int ender = racing_ender(e->r);
	struct points *points;
	uint32_t low = 0, high;

	if (ender < 0)
		return true;
	points = &e->points[ender];
	for (high = points->nr; low < high && !e->r->done;) {
		uint32_t middle = low + (high - low) / 2;

		if (other_begins(e, (unsigned int)ender, middle))
			low = middle + 1;
		else
			high = middle;
	}
	t_diag(e->r->t, "%s is held at its first %u points: then the other thread is told to end",
	       racing_op(e->r, (unsigned int)ender)->name, high);
	points->nr = high;
	return !e->r->done && racing_heard(e->r);
}
