// SPDX-License-Identifier: GPL-2.0-only
/* In which order: every point of one side, then of the other; two at once; one that is named. */
#include "explore.h"

#define HOLDINGS_EVERY 64    /* points between two looks at what is held */
#define DOUBLES_MS     60000 /* for two preemptions, unless DUR= says otherwise */
#define SINGLES_S      600   /* the same for one */
#define REPLAY_TRIES   1

/* Of those whom @s holds, the first that was not, or beside whom nobody ran; or @s->nr. */
static unsigned int not_held(const struct explore *e, const struct schedule *s)
{
	unsigned int i = 0;

	while (i < s->nr && steer_is_met(&e->page->seen[s->side[i]]))
		i++;
	return i;
}

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
	struct explored before[2] = { e->done[0], e->done[1] };
	bool found = false;

	for (uint32_t i = 0; i < b->nr && !found; i++) {
		if (!explore_visit(e, &b->schedule[i]))
			break;
		found = !explore_holdings_kept(e);
		if (found)
			schedule_say(e, &b->schedule[i], "and loses it again");
	}
	memcpy(e->done, before, sizeof(before));
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

struct doubles {
	struct schedule schedule[HOLDINGS_EVERY]; /* those since the last look at what is held */
	uint32_t nr;
	uint64_t made, held; /* all; those in which both were held */
	uint64_t until_tb;
};

static bool doubles_lost_nothing(struct explore *e, struct doubles *d)
{
	struct explore_batch batch = { .schedule = d->schedule, .nr = d->nr, .times = 1 };

	d->nr = 0;
	if (!batch.nr || nothing_lost(e, &batch))
		return true;
	e->r->done = true;
	return false;
}

/* @first is held at its point @n until the other one is at its @m; then @first goes on alone. */
static bool visit_double(struct explore *e, unsigned int first, uint32_t n, uint32_t m,
			 struct doubles *d)
{
	struct schedule *s = &d->schedule[d->nr++];

	*s = (struct schedule){ .nr = 2,
				.side = { first, !first },
				.point = { e->points[first].at[n], e->points[!first].at[m] } };
	if (!explore_visit(e, s)) {
		schedule_say(e, s, "the failure");
		return false;
	}
	d->made++;
	d->held += not_held(e, s) == s->nr;
	return d->nr < HOLDINGS_EVERY || doubles_lost_nothing(e, d);
}

/* All with n + m = @sum; false when time is up, or there is no going on. */
static bool visit_diagonal(struct explore *e, unsigned int first, uint64_t sum, struct doubles *d)
{
	for (uint64_t n = 0; n <= sum && n < e->points[first].nr; n++) {
		if (sum - n >= e->points[!first].nr)
			continue;
		if (timebase_now() > d->until_tb || !visit_double(e, first, n, sum - n, d))
			return false;
	}
	return true;
}

/* @sum is of the diagonal at which it broke off. */
static void say_doubles(struct explore *e, const struct doubles *d, uint64_t all, uint64_t sum)
{
	t_diag(e->r->t,
	       "%llu of %llu schedules with two preemptions, those with the smallest sum of points "
	       "first; all up to a sum of %lld; both were held in %llu",
	       (unsigned long long)d->made, (unsigned long long)all, (long long)sum - 1,
	       (unsigned long long)d->held);
	if (!d->held && !e->r->done)
		t_cannot_judge(e->r->t, "both were held in none of %llu schedules; DUR= gives more",
			       (unsigned long long)d->made);
}

void explore_doubles(struct explore *e)
{
	uint64_t ms = e->r->t->duration_s ? e->r->t->duration_s * 1000ull : DOUBLES_MS;
	struct doubles d = { .until_tb = timebase_now() + timebase_from_ms(ms) };
	uint64_t a = e->points[0].nr, b = e->points[1].nr, sum;

	t_case(e->r->t, "both held");
	for (sum = 0; sum < a + b; sum++)
		if (!visit_diagonal(e, 0, sum, &d) || !visit_diagonal(e, 1, sum, &d))
			break;
	if (!e->r->done)
		doubles_lost_nothing(e, &d);
	say_doubles(e, &d, 2 * a * b, sum);
}

/* --- one again -------------------------------------------------------------------------- */

void explore_replay(struct explore *e)
{
	uint64_t tries = e->r->t->tries ?: REPLAY_TRIES;
	unsigned int missing = 0, held = 0;
	struct schedule s;
	struct why why;
	uint64_t n;

	t_case(e->r->t, "replay");
	if (schedule_parse(e, e->r->t->replay, &s, &why))
		t_error(e->r->t, "%s", why.text);
	for (n = 0; n < tries; n++) {
		if (!explore_visit(e, &s))
			break;
		if (not_held(e, &s) == s.nr)
			held++;
		else
			missing = not_held(e, &s);
		if (!explore_holdings_kept(e))
			break;
	}
	t_alive(e->r->t); /* what closes all of a process is a long way to write down */
	explore_write_order(e->page, &e->symbols, e->r->t->folder);
	t_alive(e->r->t);
	if (n == tries && !explore_memory_replay(e, &s))
		e->r->done = true;
	if (!held && !e->r->done)
		t_cannot_judge(e->r->t, "%s was not held there while %s ran",
			       racing_op(e->r, s.side[missing])->name,
			       racing_op(e->r, !s.side[missing])->name);
	t_diag(e->r->t, "held %u times of %llu; %s ran beside it %u times, was serialised %u times",
	       held, (unsigned long long)tries, racing_op(e->r, !s.side[0])->name,
	       e->done[s.side[0]].ran, e->done[s.side[0]].serialised);
}
