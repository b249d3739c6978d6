/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * In the place of test.h, for selfcheck.race: two operations in user space that spin for a known
 * time, with a race of known place and width planted in them.
 */
#ifndef TCELIFE_MOCK_PAIR_H
#define TCELIFE_MOCK_PAIR_H

#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>

#include "../../lib/race.h"
#include "../../lib/timebase.h"
#include "../test.h"

/* How the two are kept apart, or not. */
enum mock_kind {
	MOCK_OPEN,   /* not at all: the race is hit when the critical parts meet */
	MOCK_CHECK,  /* B checks at .from, uses at .to what A takes away at .from; or EBADF */
	MOCK_LOCKED, /* the critical parts are under one lock */
	MOCK_SERIAL, /* the whole operations are, and say where they begin and end */
};

/* One operation: its duration, and its critical part. */
struct mock_op {
	uint32_t duration_tb, from_tb, to_tb;
};

struct mock_pair {
	enum mock_kind kind;
	struct mock_op op[2]; /* [0] A, [1] B */
	pthread_mutex_t lock;
	atomic_bool inside[2], gone, hit;
};

/* The sides for race_open(); @pair outlives the race. */
void mock_sides(struct mock_pair *pair, struct race_side side[2]);

/* What came of some tries. */
struct mock_result {
	struct race_stats stats;
	uint64_t hits, first_hit; /* 0: none */
	int64_t hit_tb;		  /* the offset of the first */
};

/*
 * At most @max_tries, until the first hit, or all of them if @go_on. t_error() if the race cannot
 * be opened.
 */
void mock_race(struct test *t, struct mock_pair *pair, struct race_sweep *sweep, unsigned int tries,
	       bool go_on, struct mock_result *result);

#endif
