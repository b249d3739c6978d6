/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Two operations, or three, at the same time: threads pinned to CPUs of their
 * own, started by the time base at offsets that race_sweep.h chooses. Knows no
 * KVM and no VFIO.
 */
#ifndef TCELIFE_RACE_H
#define TCELIFE_RACE_H

#include <stdbool.h>
#include <stdint.h>

#include "race_sweep.h"
#include "why.h"

#define RACE_MAX_SIDES 3
#define RACE_MAX_CODES 12 /* different answers of one side that are counted apart */

/* One side: @run is the operation, nothing but it: no printing, no assertion, no allocation. */
struct race_side {
	int (*run)(void *arg); /* >= 0 or a negative code */
	void *arg;
};

/* Answers of one side, counted. */
struct race_codes {
	int code[RACE_MAX_CODES];
	uint64_t count[RACE_MAX_CODES];
	unsigned int nr;
	uint64_t other; /* beyond RACE_MAX_CODES */
};

struct race_stats {
	uint64_t tries;
	uint64_t in_crowd; /* of them: while others wanted the CPUs */
	uint64_t by_order[RACE_NR_ORDERS];
	struct race_codes codes[RACE_MAX_SIDES];
};

/* Makes meetings likelier or longer without a change to the kernel. */
enum race_amplifier {
	RACE_PREEMPT = 1 << 0, /* SCHED_FIFO threads that preempt both sides on their own CPUs */
	RACE_TIMERS = 1 << 1,  /* a storm of timer interrupts: timerfd with many epoll waiters */
	RACE_MIGRATE = 1 << 2, /* the sides' threads are moved from CPU to CPU */
};

/* What they were seen to do. */
struct race_amplified {
	uint64_t preemptions; /* of sides that could have gone on */
	uint64_t timers;      /* interrupts */
	uint64_t migrations;  /* a run in which a side was on another CPU than before */
};

struct race; /* threads and all */

/*
 * Start the threads of @nr_sides - 1 sides; side 0 runs on the calling thread, which
 * is pinned as well. The third side is not aimed: it starts with the first of the others.
 * @sweep is the caller's (it may be shared memory) and outlives the race. NULL with @why:
 * fewer than two CPUs may be used (nothing can overlap there), no threads, SCHED_FIFO refused.
 */
struct race *race_open(unsigned int nr_sides, const struct race_side side[],
		       struct race_sweep *sweep, unsigned int amplifiers, struct why *why);

/*
 * Do not aim: from now on a side begins when it is there. For tries in which somebody else decides
 * who goes on when.
 */
void race_unaimed(struct race *r);

/*
 * One try: every side runs once. @sample says what came of sides 0 and 1; @stats (may be NULL)
 * counts it, and the answer of side 2 too.
 */
void race_try(struct race *r, struct race_sample *sample, struct race_stats *stats);

/* The aim learns from it; the caller has filled in sample->late. */
void race_learn(struct race *r, const struct race_sample *sample);

/*
 * For a side that does something else first, like waiting for a lock, or last: the operation
 * itself begins, or ends, here and now. Called from @run; does nothing elsewhere.
 */
void race_begins_here(void);
void race_ends_here(void);

/* What the amplifiers have done up to now. */
void race_amplified(struct race *r, struct race_amplified *counts);

/* End and join the threads. The calling thread gets its CPUs back. */
void race_close(struct race *r);

/* Count an answer. */
void race_codes_add(struct race_codes *codes, int code);

#endif
