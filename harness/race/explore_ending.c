// SPDX-License-Identifier: GPL-2.0-only
/*
 * A side that ends its process. It first tells all other threads to end
 * (kernel/signal.c:zap_other_threads(), complete_signal()): held behind that, it keeps nobody
 * from anything, since who has not begun by then never will. What is in the kernel by then goes on
 * with a deadly signal pending; that is explored by holding the other side.
 */
#include "explore.h"

#define COMES_TRIES 4 /* it is late now and then, where CPUs are shared */
#define AGAIN	    4 /* how many points behind the cut must keep it away as well */

/* Whether the other one still begins while @side is held at its point @n. */
static bool other_begins(struct explore *e, unsigned int side, uint32_t n)
{
	struct schedule s = { .nr = 1, .side = { side }, .point = { e->points[side].at[n] } };
	const struct steer_seen *seen = &e->page->seen[side];

	for (unsigned int i = 0; i < COMES_TRIES; i++)
		if (!explore_try(e, &s, false) || !racing_heard(e->r) || steer_is_met(seen))
			return true;
	return false;
}

/* The first point, from @low on, at which it does not; all those behind it are taken to be so. */
static uint32_t find_cut(struct explore *e, unsigned int side, uint32_t low)
{
	uint32_t high = e->points[side].nr;

	while (low < high && !e->r->done) {
		uint32_t middle = low + (high - low) / 2;

		if (other_begins(e, side, middle))
			low = middle + 1;
		else
			high = middle;
	}
	return high;
}

/* One of the points behind @cut at which it begins all the same; or their number. */
static uint32_t refuted_at(struct explore *e, unsigned int side, uint32_t cut)
{
	uint32_t nr = e->points[side].nr, step = (nr - cut) / AGAIN + 1;

	for (uint32_t n = cut; n < nr && !e->r->done; n += step)
		if (other_begins(e, side, n))
			return n;
	return nr;
}

bool explore_cut(struct explore *e)
{
	int ender = racing_ender(e->r);
	struct points *points;
	uint32_t cut = 0, refuted;

	if (ender < 0)
		return true;
	points = &e->points[ender];
	while ((refuted = refuted_at(e, (unsigned int)ender,
				     cut = find_cut(e, (unsigned int)ender, cut))) < points->nr)
		cut = refuted + 1;
	t_diag(e->r->t, "%s is held at its first %u points: then the other thread is told to end",
	       racing_op(e->r, (unsigned int)ender)->name, cut);
	points->nr = cut;
	return !e->r->done && racing_heard(e->r);
}
