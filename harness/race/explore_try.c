// SPDX-License-Identifier: GPL-2.0-only
/* A try with somebody held; the way of each side alone. */
#include "explore.h"

#define LATE_US		   300000 /* for the other one to end, as long as it does something new */
#define SPINS_US	   3000
#define ASLEEP_US	   300
#define ATTEMPTS	   4 /* to be held on the way that a side takes alone, */
#define ATTEMPTS_ELSEWHERE 2 /* in code that goes many ways by itself: the scheduler */
#define REFERENCES	   8

/* --- one try ---------------------------------------------------------------------------- */

static struct steer_plan plan_for(const struct schedule *s)
{
	struct steer_plan plan = { .first = s->side[0],
				   .late_us = LATE_US,
				   .spins_us = SPINS_US,
				   .asleep_us = ASLEEP_US };

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
	struct steer_plan plan = plan_for(s);
	uint64_t begin_tb = timebase_now();
	int error;

	plan.record = record;
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
		if (!e->page->seen[s->side[i]].release || !e->page->seen[s->side[i]].exact)
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

/* The way that a side takes, and whether each of its blocks is quiet. */
struct way {
	uint64_t *path;
	bool *quiet;
};

/* The side's own entries of the trace; how many. */
static uint64_t sift(const struct steer_page *page, unsigned int side, const struct way *way)
{
	uint64_t nr = page->trace_nr < STEER_MAX_TRACE ? page->trace_nr : STEER_MAX_TRACE, n = 0;

	for (uint64_t i = 0; i < nr; i++)
		if (STEER_TRACE_KIND(page->trace[i]) == side) {
			way->quiet[n] = STEER_TRACE_IS_QUIET(page->trace[i]);
			way->path[n++] = STEER_TRACE_VADDR(page->trace[i]);
		}
	return n;
}

static bool is_among(uint64_t value, const uint64_t values[], unsigned int nr)
{
	for (unsigned int i = 0; i < nr; i++)
		if (values[i] == value)
			return true;
	return false;
}

/* Of several ways, the first that is taken for the second time, or else the last. */
static bool reference_of(struct explore *e, unsigned int side, const struct way *way)
{
	struct schedule alone = { .side = { side } };
	uint64_t end[REFERENCES], nr;

	for (unsigned int i = 0; i < REFERENCES; i++) {
		if (!explore_try(e, &alone, true) || !racing_heard(e->r))
			return false;
		end[i] = e->page->seen[side].path;
		if (is_among(end[i], end, i))
			break;
	}
	nr = sift(e->page, side, way);
	if (points_make(&e->points[side], way->path, way->quiet, nr))
		t_error(e->r->t, "no memory for the points of %s", racing_op(e->r, side)->name);
	t_diag(e->r->t, "%s: %llu blocks, %u points", racing_op(e->r, side)->what,
	       (unsigned long long)e->points[side].passed, e->points[side].nr);
	if (e->page->trace_nr > STEER_MAX_TRACE &&
	    STEER_TRACE_KIND(e->page->trace[STEER_MAX_TRACE - 1]) == side)
		t_diag(e->r->t,
		       "of a longer way only the first %u blocks are known: no point lies behind",
		       STEER_MAX_TRACE);
	return true;
}

bool explore_reference(struct explore *e)
{
	struct way way = { calloc(STEER_MAX_TRACE, sizeof(*way.path)),
			   calloc(STEER_MAX_TRACE, sizeof(*way.quiet)) };
	bool ok;

	t_case(e->r->t, "each alone");
	if (!way.path || !way.quiet)
		t_error(e->r->t, "no memory for the way through the kernel");
	ok = reference_of(e, 0, &way) && reference_of(e, 1, &way) && explore_cut(e);
	free(way.path);
	free(way.quiet);
	return ok;
}
