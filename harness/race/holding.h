/* SPDX-License-Identifier: GPL-2.0-only */
/* A held race that is going on: what the files behind held_run() share. */
#ifndef TCELIFE_RACE_HOLDING_H
#define TCELIFE_RACE_HOLDING_H

#include "../../lib/race.h"
#include "../../lib/timebase.h"
#include "../ear.h"
#include "../record.h"
#include "actor.h"
#include "held.h"
#include "spray.h"

struct holding {
	struct test *t;
	const struct held *held;
	struct scene scene;
	struct grasp grasp;
	struct spray spray;
	struct ear ear;
	struct actor a, b;
	int cpu[2];
	char *content; /* of both pages */
	struct race_codes codes[2];
	uint64_t tries, nr_held, b_ended, b_blocked;
	uint64_t start_tb, limit_tb;
	bool done;
	bool lost; /* a thread does not come back: nothing can be closed */
};

static inline const struct grip *holding_grip(const struct holding *r)
{
	return r->held->grip;
}

/* What shall stand in a page, and where of that the argument is. */
static inline const void *holding_content(const struct holding *r, unsigned int page)
{
	return r->content + page * hold_page_bytes(r->grasp.hold);
}

static inline void *holding_argument(const struct holding *r)
{
	return r->content + ((char *)r->grasp.arg - (char *)hold_page(r->grasp.hold, GRIP_HEAD));
}

/* Userfaultfd if it may be had. False if it cannot be held here: the case is skipped. */
bool holding_open_hold(struct holding *r);

/* Put the content in place and take the page away that holds. 0 or -errno. */
int holding_arm(struct holding *r);

/* 0: A is held where the grip says; -ETIME or -ESRCH as hold_wait(); others: it cannot be held. */
int holding_get(struct holding *r, struct hold_touch *touch);

/* Whoever is held at either page is let go. */
void holding_let_go(struct holding *r);

/* What A, and B if it ran, did is undone, as after any race. */
void holding_tidy_up(struct holding *r, bool b_ran);

/*
 * Instead of all this: make the scene, run A and then B with nobody held, put the scene back, and
 * write down each system call on the way, to `calls` in the folder of the test, in the format of
 * lib/calls.h. An error names what cannot be written down.
 */
void holding_record(struct holding *r);

/* Prepare, hold A, run B, let A go on, judge, tidy up. Sets done and lost. */
void holding_try(struct holding *r);

#endif
