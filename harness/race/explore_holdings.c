// SPDX-License-Identifier: GPL-2.0-only
/*
 * What the kernel counts exactly, and what must be as before whenever the whole scene is closed:
 * pinned pages and locked memory. One try that loses a page shows.
 */
#include <limits.h>

#include "../../lib/oracle.h"
#include "explore.h"

#define LOOKS	5
#define LOOK_US 50000

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
	holdings_read(&e->holdings);
	e->holdings.fds = LLONG_MAX; /* they are ours */
	for (unsigned int i = 0; i < LOOKS; i++) {
		struct holdings now;

		usleep(LOOK_US);
		holdings_read(&now);
		holdings_lower(&e->holdings, &now);
	}
}

bool explore_holdings_kept(struct explore *e)
{
	struct holdings now;

	close_scene(e);
	if (holdings_are_back(e->r->t, &e->holdings, &now)) {
		holdings_lower(&e->holdings, &now);
		return true;
	}
	t_fail(e->r->t,
	       "lost: %lld pages pinned before, %lld after; %lld KiB locked before, %lld after",
	       e->holdings.pinned_pages, now.pinned_pages, e->holdings.locked_kib, now.locked_kib);
	e->holdings = now;
	e->holdings.fds = LLONG_MAX;
	return false;
}
