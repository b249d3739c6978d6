// SPDX-License-Identifier: GPL-2.0-only
/* A try with somebody held; the way of each side alone. */
#include "explore.h"
#include "witness.h"

#define LATE_US		   300000 /* for the other one to end, as long as it does something new */
#define SPINS_US	   3000
#define ASLEEP_US	   300
#define LINGER_US	   15000 /* call_srcu() begins at the next tick, and takes another or two */
#define ATTEMPTS	   4	 /* to be held on the way that a side takes alone, */
#define ATTEMPTS_ELSEWHERE 2	 /* in code that goes many ways by itself: the scheduler */
#define REFERENCES	   8

/* --- one try ---------------------------------------------------------------------------- */

/*
 * What the other one lets go of must be there as long as a hypercall is held that may use it, and
 * it is freed after the operation has ended: time for that.
 */
static unsigned int linger_us(const struct explore *e, const struct schedule *s)
{
	if (!s->nr || !racing_op(e->r, s->side[0])->stream ||
	    area_of(e, &s->point[0]) != AREA_TESTED)
		return 0;
	return racing_op(e->r, !s->side[0])->frees_late ? LINGER_US : 0;
}

static struct steer_plan plan_for(const struct explore *e, const struct schedule *s)
{
	struct steer_plan plan = { .first = s->side[0],
				   .late_us = LATE_US,
				   .spins_us = SPINS_US,
				   .asleep_us = ASLEEP_US + linger_us(e, s) };

	for (unsigned int i = 0; i < s->nr; i++)
		plan.hold[s->side[i]] = (struct steer_hold){
			.vaddr = s->point[i].vaddr,
			.nth = s->point[i].nth,
			.near = s->point[i].near,
			.until = i + 1 < s->nr ? STEER_UNTIL_HELD : STEER_UNTIL_ENDED,
		};
	return plan;
}

bool explore_try(struct explore *e, const struct schedule *s, bool record)
{
	struct steer_plan plan = plan_for(e, s);
	uint64_t begin_tb = timebase_now();
	int error;

	t_checked(e->r->t); /* as the answers of all tries are */
	plan.record = record;
	e->r->linger_us = linger_us(e, s);
	if (!e->race) {
		racing_try_in_child(e->r, &plan);
		e->race_tb += timebase_now() - begin_tb;
		return !e->r->done;
	}
	error = scene_prepare(&e->r->scene);
	if (error) {
		racing_no_scene(e->r, error);
		return false;
	}
	witness_call(e->r);
	e->scene_tb += timebase_now() - begin_tb;
	begin_tb = timebase_now();
	steer_begin(e->page, &plan);
	racing_try_once(e->r, e->race);
	e->race_tb += timebase_now() - begin_tb;
	return !e->r->done;
}

/* The machine may die of it: what is about to be tried outlives it. */
static void note(struct explore *e, const struct schedule *s)
{
	char name[SCHEDULE_BYTES];

	schedule_print(e, s, name, sizeof(name));
	memcpy(e->page->note, name, strlen(name) + 1);
}

static bool came_as_planned(const struct explore *e, const struct schedule *s)
{
	for (unsigned int i = 0; i < s->nr; i++)
		if (!steer_is_met(&e->page->seen[s->side[i]]) || !e->page->seen[s->side[i]].exact)
			return false;
	return true;
}

bool explore_visit(struct explore *e, const struct schedule *s)
{
	bool tested = area_of(e, &s->point[0]) == AREA_TESTED;

	note(e, s);
	for (unsigned int i = 0; i < (tested ? ATTEMPTS : ATTEMPTS_ELSEWHERE); i++) {
		if (!explore_try(e, s, e->r->t->replay))
			return false;
		e->done[s->side[0]].tries++;
		if (came_as_planned(e, s))
			break;
	}
	explore_account(e, s);
	return racing_heard(e->r);
}

/* --- the way of each side alone --------------------------------------------------------- */

static bool is_among(uint64_t value, const uint64_t values[], unsigned int nr)
{
	for (unsigned int i = 0; i < nr; i++)
		if (values[i] == value)
			return true;
	return false;
}

static void choose_points(struct explore *e, unsigned int side)
{
	const struct steer_page *page = e->page;

	points_free(&e->points[side]);
	if (points_make(&e->points[side], page->trace, steer_trace_nr(page), side))
		t_error(e->r->t, "no memory for the points of %s", racing_op(e->r, side)->name);
	t_diag(e->r->t, "%s: %llu blocks, %u points", racing_op(e->r, side)->what,
	       (unsigned long long)page->seen[side].points, e->points[side].nr);
	if (page->trace_nr > STEER_MAX_TRACE)
		t_cannot_judge(
			e->r->t,
			"%s came to more places than there is room for, %u of %u: some are no "
			"points; GRAIN=blocks makes fewer",
			racing_op(e->r, side)->name, page->trace_nr, STEER_MAX_TRACE);
}

/* Of several ways, the first that is taken for the second time, or else the last. */
static bool reference_of(struct explore *e, unsigned int side)
{
	struct schedule alone = { .side = { side } };
	uint64_t end[REFERENCES];

	for (unsigned int i = 0; i < REFERENCES; i++) {
		if (!explore_try(e, &alone, true) || !racing_heard(e->r))
			return false;
		end[i] = e->page->seen[side].path;
		if (is_among(end[i], end, i))
			break;
	}
	choose_points(e, side);
	return true;
}

bool explore_reference(struct explore *e)
{
	t_case(e->r->t, "each alone");
	return reference_of(e, 0) && reference_of(e, 1) && explore_cut(e);
}
