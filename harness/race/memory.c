// SPDX-License-Identifier: GPL-2.0-only
/* What a pair's tries lose of the machine's memory: loss.h, for races. */
#include "racing.h"

#define AGAIN_MS   400	 /* for each series of tries that are made once more, at least */
#define APART_TB   10240 /* 20 us, on top of all that was measured */
#define HEARTBEATS 16	 /* tries */

struct more {
	struct racing *racing;
	racing_try try_once;
	void *arg;
};

static bool has_scene(const struct racing *r)
{
	return racing_ender(r) < 0; /* else each try has its own, in its own process */
}

/* The second operation begins when the first is through. */
static int64_t apart_tb(const struct race_sweep *s)
{
	return (int64_t)(2 * s->duration_tb[0] + 8 * s->jitter_tb) + APART_TB;
}

static uint64_t again_tb(const struct racing *r)
{
	uint64_t least_tb = timebase_from_ms(AGAIN_MS);

	return r->limit_tb / 4 > least_tb ? r->limit_tb / 4 : least_tb;
}

static uint64_t more_tries(void *arg, uint64_t nr, bool control)
{
	struct more *more = arg;
	struct racing *r = more->racing;
	uint64_t deadline_tb = timebase_now() + again_tb(r), n;
	struct race_sweep sweep = r->sweep;
	struct race_stats stats = r->stats;
	uint64_t beside = r->third_beside;

	if (control)
		race_sweep_fix(&r->sweep, apart_tb(&sweep));
	r->done = false;
	for (n = 0; n < nr && !r->done && timebase_now() < deadline_tb; n++) {
		if (n % HEARTBEATS == 0)
			t_alive(r->t);
		more->try_once(r, more->arg);
	}
	if (has_scene(r))
		scene_prepare(&r->scene);
	r->done = true;
	r->sweep = sweep;
	r->stats = stats;
	r->third_beside = beside;
	return n;
}

void racing_memory_begin(struct racing *r)
{
	uint64_t from_tb = timebase_now();

	if (r->loss.free_pages || (has_scene(r) && scene_prepare(&r->scene)))
		return;
	loss_begin(&r->loss);
	r->loss_from = r->stats.tries;
	r->start_tb += timebase_now() - from_tb; /* it is no part of the tries */
}

void racing_memory(struct racing *r, racing_try try_once, void *arg)
{
	struct more more = { r, try_once, arg };

	if (!r->loss.free_pages || t_is_stopped(r->t) || r->stats.tries == r->loss_from)
		return;
	if (has_scene(r) && scene_prepare(&r->scene))
		return; /* the case "close" will say what is wrong with it */
	loss_judge(r->t, &r->loss, r->stats.tries - r->loss_from, more_tries, &more);
}
