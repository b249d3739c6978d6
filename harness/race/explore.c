// SPDX-License-Identifier: GPL-2.0-only
/* A pair from end to end: names for its points, the plugin, then everything in its order. */
#include "explore.h"
#include "explore_symbols.h"

static bool open_steering(struct explore *e)
{
	struct steer_scope scope = { .grain = strcmp(e->r->t->explore, "stores") ? STEER_BLOCKS :
										   STEER_STORES };
	struct why why;
	int error;

	e->page = steer_open(&why, &error);
	if (!e->page && error == -ENODEV)
		t_cannot_judge(e->r->t, "%s", why.text);
	else if (!e->page)
		t_error(e->r->t, "%s", why.text);
	if (!e->page)
		return false;
	error = steer_arm(e->page, &scope);
	if (error)
		t_error(e->r->t, "the emulator's plugin does not answer: %s", strerror(-error));
	/* The console is slow, and whoever writes to it would seem to wait for something. */
	spit("/proc/sys/kernel/printk", "5");
	e->r->steer = e->page;
	return true;
}

static void explore_all(struct explore *e)
{
	if (!explore_reference(e))
		return;
	explore_holdings_begin(e);
	explore_memory_begin();
	if (e->r->t->replay)
		explore_replay(e);
	else
		explore_singles(e);
	if (!e->r->done && !e->r->t->replay && e->r->t->preemptions > 1)
		explore_doubles(e);
}

void racing_explore(struct racing *r, struct race *race)
{
	struct explore e = { .r = r, .race = race };

	if (!open_steering(&e))
		return;
	t_checked(r->t); /* in the cases to come, which judge the answers of their own tries */
	e.symbols = *explore_symbols();
	if (!explore_tally_open(&e))
		t_error(r->t, "no memory for the functions of the kernel");
	race_sweep_fix(&r->sweep, 0);
	if (race)
		race_unaimed(race);
	explore_all(&e);
	explore_tally_close(&e);
	points_free(&e.points[0]);
	points_free(&e.points[1]);
	r->steer = NULL;
	r->linger_us = 0;
}
