// SPDX-License-Identifier: GPL-2.0-only
/* In which order: every point of one side, then of the other; two at once; one that is named. */
#include "explore.h"

#define HOLDINGS_EVERY 64    /* points between two looks at what is held */
#define DOUBLES_MS     60000 /* for two preemptions, unless DUR= says otherwise */
#define SINGLES_S      600   /* the same for one */
#define REPLAY_TRIES   1

static struct schedule hold_one(const struct explore *e, unsigned int side, uint32_t n)
{
	return (struct schedule){ .nr = 1, .side = { side }, .point = { e->points[side].at[n] } };
}

/* The one before it, and of the same area: to be held there comes to the same. */
static bool is_the_same(const struct explore *e, unsigned int side, uint32_t n)
{
	const struct point *at = e->points[side].at;

	return at[n].same && area_of(e, &at[n]) == area_of(e, &at[n - 1]);
}

/* One of these schedules has lost something: which? */
static void find_loss(struct explore *e, const struct explore_batch *b)
{
	unsigned int side = b->schedule[0].side[0];
	struct explored before = e->done[side];
	bool found = false;

	for (uint32_t i = 0; i < b->nr && !found; i++) {
		if (!explore_visit(e, &b->schedule[i]))
			break;
		found = !explore_holdings_kept(e);
		if (found)
			schedule_say(e, &b->schedule[i], "and loses it again");
	}
	e->done[side] = before;
	if (!found)
		t_diag(e->r->t, "at one of the last %u points; not again when they were repeated",
		       b->nr);
}

/* What was held, pinned and allocated before is as it was. */
static bool nothing_lost(struct explore *e, const struct explore_batch *b)
{
	uint64_t begin_tb = timebase_now(), other_tb = e->scene_tb + e->race_tb;
	bool kept = explore_holdings_kept(e);

	if (kept) {
		kept = explore_memory_kept(e, b);
		e->judge_tb += timebase_now() - begin_tb - (e->scene_tb + e->race_tb - other_tb);
		return kept;
	}
	find_loss(e, b);
	return false;
}

/* Whoever has given so much time for all pairs says from outside that it is over: ../run.c. */
static bool is_over(const struct explore *e)
{
	char path[600];

	snprintf(path, sizeof(path), "%s/../../over", e->r->t->folder);
	return !access(path, F_OK);
}

static bool visit_these(struct explore *e, unsigned int side, const uint32_t *points, uint32_t nr)
{
	struct schedule s[HOLDINGS_EVERY];
	struct explore_batch batch = { .schedule = s, .nr = 0, .times = 1 };

	if (is_over(e))
		e->until_tb = 0;
	for (uint32_t i = 0; i < nr && timebase_now() <= e->until_tb; i++) {
		s[i] = hold_one(e, side, points[i]);
		batch.nr++;
		if (explore_visit(e, &s[i]))
			continue;
		schedule_say(e, &s[i], "the failure");
		return false;
	}
	if (!batch.nr || nothing_lost(e, &batch))
		return true;
	e->r->done = true;
	return false;
}

static void visit_area(struct explore *e, unsigned int side, enum area area)
{
	uint32_t points[HOLDINGS_EVERY], nr = 0;
	bool go_on = true;

	t_case(e->r->t, "%s held%s%s", racing_op(e->r, side)->name,
	       side && racing_op(e->r, 0) == racing_op(e->r, 1) ? ", the second" : "",
	       area == AREA_TESTED ? "" : ", elsewhere");
	e->begin_tb = timebase_now();
	e->scene_tb = e->race_tb = e->judge_tb = 0;
	e->done[side] = (struct explored){ 0 };
	for (uint32_t n = 0; n < e->points[side].nr && go_on; n++) {
		if (area_of(e, &e->points[side].at[n]) != area)
			continue;
		if (is_the_same(e, side, n)) {
			e->done[side].same++;
			continue;
		}
		e->done[side].points++;
		points[nr++] = n;
		if (nr < HOLDINGS_EVERY)
			continue;
		go_on = visit_these(e, side, points, nr);
		nr = 0;
	}
	if (go_on && nr)
		go_on = visit_these(e, side, points, nr);
	explore_say_account(e, side);
	if (go_on)
		explore_expect_enough(e, side);
}

static bool is_wanted(const struct explore *e, enum area area)
{
	const char *only = e->r->t->area;

	return !only || !strcmp(only, area_name(area));
}

void explore_singles(struct explore *e)
{
	uint64_t seconds = e->r->t->duration_s ?: SINGLES_S;

	e->until_tb = timebase_now() + seconds * TIMEBASE_HZ;
	for (unsigned int area = 0; area < NR_AREAS; area++)
		for (unsigned int side = 0; side < 2 && !e->r->done; side++)
			if (is_wanted(e, area))
				visit_area(e, side, area);
}

/* --- two preemptions -------------------------------------------------------------------- */

/* @first is held at its point @n until the other one is at its @m; then @first goes on alone. */
static bool visit_double(struct explore *e, unsigned int first, uint32_t n, uint32_t m)
{
	struct schedule s = { .nr = 2,
			      .side = { first, !first },
			      .point = { e->points[first].at[n], e->points[!first].at[m] } };

	if (explore_visit(e, &s))
		return true;
	schedule_say(e, &s, "the failure");
	return false;
}

/* All with n + m = @sum; false when time is up, or there is no going on. */
static bool visit_diagonal(struct explore *e, unsigned int first, uint64_t sum, uint64_t until_tb,
			   uint64_t *made)
{
	for (uint64_t n = 0; n <= sum && n < e->points[first].nr; n++) {
		if (sum - n >= e->points[!first].nr)
			continue;
		if (timebase_now() > until_tb || !visit_double(e, first, n, sum - n))
			return false;
		++*made;
	}
	return true;
}

void explore_doubles(struct explore *e)
{
	uint64_t ms = e->r->t->duration_s ? e->r->t->duration_s * 1000ull : DOUBLES_MS;
	uint64_t a = e->points[0].nr, b = e->points[1].nr, made = 0, sum;
	uint64_t until_tb = timebase_now() + timebase_from_ms(ms);

	t_case(e->r->t, "both held");
	for (sum = 0; sum < a + b; sum++)
		if (!visit_diagonal(e, 0, sum, until_tb, &made) ||
		    !visit_diagonal(e, 1, sum, until_tb, &made))
			break;
	t_diag(e->r->t,
	       "%llu of %llu schedules with two preemptions, those with the smallest sum of points "
	       "first: all up to a sum of %llu",
	       (unsigned long long)made, (unsigned long long)(2 * a * b), (unsigned long long)sum);
}

/* --- one again -------------------------------------------------------------------------- */

void explore_replay(struct explore *e)
{
	uint64_t tries = e->r->t->tries ?: REPLAY_TRIES;
	struct steer_seen seen;
	struct schedule s;
	struct why why;
	uint64_t n;

	t_case(e->r->t, "replay");
	if (schedule_parse(e, e->r->t->replay, &s, &why))
		t_error(e->r->t, "%s", why.text);
	for (n = 0; n < tries; n++)
		if (!explore_visit(e, &s) || !explore_holdings_kept(e))
			break;
	seen = e->page->seen[s.side[0]];
	t_alive(e->r->t); /* what closes all of a process is a long way to write down */
	explore_write_order(e->page, &e->symbols, e->r->t->folder);
	t_alive(e->r->t);
	if (n == tries && !explore_memory_replay(e, &s))
		e->r->done = true;
	if (!seen.release)
		t_cannot_judge(e->r->t, "%s did not come to that point",
			       racing_op(e->r, s.side[0])->name);
	t_diag(e->r->t, "held %u times of %llu; %s ran beside it %u times, was serialised %u times",
	       e->done[s.side[0]].visited, (unsigned long long)tries,
	       racing_op(e->r, !s.side[0])->name, e->done[s.side[0]].ran,
	       e->done[s.side[0]].serialised);
}
