// SPDX-License-Identifier: GPL-2.0-only
/*
 * What the kernel counts exactly, and what must be as before whenever the whole scene is closed:
 * pinned pages and locked memory. One try that loses a page shows.
 */
#include "../../lib/oracle.h"
#include "explore.h"

#define LEAST_ROUNDS 10

static void read_holdings(struct holdings *h)
{
	h->pinned_pages = oracle_pinned_pages();
	h->locked_kib = slurp_field("/proc/self/status", "VmLck:", 0);
}

static bool is_more(const struct holdings *now, const struct holdings *before)
{
	return now->pinned_pages > before->pinned_pages || now->locked_kib > before->locked_kib;
}

/* Some of it is given back by RCU's callbacks, a grace period later or two. */
static bool is_back_soon(struct explore *e, struct holdings *now)
{
	uint64_t until_tb = timebase_now() + timebase_from_ms(ORACLE_SETTLE_MS);
	unsigned int rounds = 0;

	do {
		read_holdings(now);
		if (!is_more(now, &e->holdings))
			return true;
		oracle_rcu_settle();
	} while (++rounds < LEAST_ROUNDS || timebase_now() < until_tb);
	return false;
}

/* Nothing is mapped at @hva again. */
static void leave_behind(void *hva, uint64_t bytes)
{
	if (hva)
		mmap(hva, bytes, PROT_NONE,
		     MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_FIXED_NOREPLACE, -1, 0);
}

/*
 * The next try makes the scene anew, with memory elsewhere: who registers memory that has been lost
 * before finds it registered, and loses nothing more.
 */
static void close_scene(struct explore *e)
{
	struct scene *s = &e->r->scene;
	void *dma_hva = s->rig.dma_hva, *extra_hva = s->extra_hva;
	uint64_t dma_bytes = s->rig.dma_bytes, extra_bytes = s->extra_bytes;

	if (!e->race)
		return; /* it has ended with its process */
	scene_close(s);
	leave_behind(dma_hva, dma_bytes);
	leave_behind(extra_hva, extra_bytes);
	racing_scene_init(e->r);
}

void explore_holdings_begin(struct explore *e)
{
	close_scene(e);
	oracle_rcu_settle();
	read_holdings(&e->holdings);
}

bool explore_holdings_kept(struct explore *e)
{
	struct holdings now;

	close_scene(e);
	if (is_back_soon(e, &now))
		return true;
	t_fail(e->r->t,
	       "lost: %lld pages pinned before, %lld after; %lld KiB locked before, %lld after",
	       e->holdings.pinned_pages, now.pinned_pages, e->holdings.locked_kib, now.locked_kib);
	e->holdings = now;
	return false;
}
