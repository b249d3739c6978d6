// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: selfcheck.explore
 * Two threads add to a number without a lock, in user space, in a known number of steps: held at
 * each of them, one side loses the other one's addition at exactly one, and every time; and at
 * none when it reads and writes in one step. The other way round there is one point, which loses
 * nothing. Where the other one ends the process instead, the addition is never made from points
 * before it, and always from those behind it. A side that is to be first and sleeps until the other
 * one has run gets that. A new try knows nothing of the last one. Needs a machine whose CPUs can be
 * held: `make explore T=selfcheck.explore`.
 *
 * Source: lib/steer.h
 */
#include "../kit/steered_pair.h"

#define REPEATS 10 /* of the schedule that fails */

static void explore(struct test *t, struct steered_pair *p, void (*add)(uint64_t *number),
		    uint32_t want_points, uint32_t want_lost, uint32_t lost_before)
{
	uint32_t lost = 0, last_lost = 0, not_held = 0;

	p->add[0] = add;
	steered_reference(t, p);
	t_expect(t, p->points.nr == want_points, "%u points, must be %u", p->points.nr,
		 want_points);
	for (uint32_t n = 0; n < p->points.nr; n++) {
		not_held += !steered_visit(p, n);
		if (*p->number == 2)
			continue;
		lost++;
		last_lost = n + 1;
	}
	t_expect(t, !not_held, "not held at %u of %u points", not_held, p->points.nr);
	t_expect(t, lost == want_lost && (!lost || last_lost == lost_before),
		 "%u points lose an addition, the last of them %u; must be %u, %u", lost, last_lost,
		 want_lost, lost_before);
}

static void repeat(struct test *t, struct steered_pair *p)
{
	unsigned int lost = 0;

	for (unsigned int i = 0; i < REPEATS; i++) {
		bool ran = steered_visit(p, PLANTED_LOST_BEFORE - 1);

		lost += ran && *p->number == 1;
		if (!ran)
			t_diag(t, "held for %u us, and the other one did not end",
			       p->page->seen[0].held_us);
	}
	t_expect(t, lost == REPEATS, "the schedule that fails failed %u times of %u", lost,
		 REPEATS);
}

/* Held before its step that stores, a side still makes that one, and is gone before the next. */
static void explore_ending(struct test *t, struct steered_pair *p)
{
	uint32_t undone = 0, last_undone = 0, not_held = 0;

	p->add[0] = planted_add;
	steered_reference(t, p);
	for (uint32_t n = 0; n < p->points.nr; n++) {
		not_held += !steered_visit_ending(t, p, n);
		if (*p->number)
			continue;
		undone++;
		last_undone = n + 1;
	}
	t_expect(t, !not_held, "not held at %u of %u points", not_held, p->points.nr);
	t_expect(t, undone == PLANTED_LOST_BEFORE - 1 && last_undone == undone,
		 "%u points leave the addition undone, the last of them %u; must be %u", undone,
		 last_undone, PLANTED_LOST_BEFORE - 1);
}

static void wait_for_other(struct test *t, struct steered_pair *p)
{
	p->add[0] = steered_sleep_and_add;
	p->add[1] = steered_add_and_wake;
	steered_reference(t, p);
	t_expect(t, *p->number == 2, "%llu additions, must be 2", (unsigned long long)*p->number);
}

/* Who does not begin at all is not to be taken for held: what a hold came to is of its own try. */
static void forget(struct test *t, struct steered_pair *p)
{
	static const struct steer_plan nobody;
	const struct steer_seen *seen = &p->page->seen[0];

	p->add[0] = planted_add;
	p->add[1] = planted_add_at_once;
	steered_reference(t, p);
	t_expect(t, steered_visit(p, 0) && steer_is_met(seen), "not held at its first point");
	steer_begin(p->page, &nobody);
	t_expect(t, !steer_is_met(seen) && !seen->release && !seen->exact,
		 "in the next try, before anybody begins: release %u, exact %u; must be 0, 0",
		 seen->release, seen->exact);
}

static void run(struct test *t)
{
	struct steered_pair p;

	t_setup_case(t, "steering");
	if (!steered_open(t, &p))
		return;
	t_case(t, "a planted race");
	explore(t, &p, planted_add, PLANTED_STEPS, 1, PLANTED_LOST_BEFORE);
	t_case(t, "its one schedule, again and again");
	repeat(t, &p);
	t_case(t, "the other way round");
	explore(t, &p, planted_add_at_once, 1, 0, 0);
	t_case(t, "without the race");
	explore(t, &p, planted_add_fixed, PLANTED_STEPS, 0, 0);
	t_case(t, "the other one ends the process");
	explore_ending(t, &p);
	t_case(t, "the first one waits for the other");
	wait_for_other(t, &p);
	t_case(t, "a new try");
	forget(t, &p);
	steered_close(&p);
}

TCELIFE_TEST(selfcheck_explore, .name = "selfcheck.explore", .run = run, .only_by_name = true);
