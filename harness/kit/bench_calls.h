/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * In the place of test.h, for bench.race: what is to be measured. Pairs of small system calls, the
 * extremes; and pairs that are raced, with the set-up that a try of them makes again.
 */
#ifndef TCELIFE_BENCH_CALLS_H
#define TCELIFE_BENCH_CALLS_H

#include "../../lib/race.h"
#include "../../lib/timebase.h"
#include "../race/pair.h"
#include "../test.h"

#define BENCH_LIOBN 0x90000010u

struct bench_state {
	struct test *t;
	struct rig rig; /* small calls: open up to its VM */
	int fd[2];
	const struct pair *pair; /* NULL: small calls */
	struct scene scene;
	int answer[2];
};

/* What is to be raced, and what comes before and after each try. */
struct bench_calls {
	const char *name;
	void (*before)(struct bench_state *s);
	int (*a)(void *s), (*b)(void *s);
	void (*after)(struct bench_state *s);
};

extern const struct bench_calls bench_calls[]; /* the last has no name */

/* For small calls: the VM that they are made on. Asserts. */
void bench_open(struct bench_state *s, struct test *t);
void bench_close(struct bench_state *s);

/*
 * Names of pairs; the last is NULL. None that is behind a known bug: it would end the machine, or
 * what it leaks the measurement.
 */
extern const char *const bench_pairs[];

/* The scene of the pair of this name, with nothing in place yet; and what a try of it is. */
struct bench_calls bench_pair_open(struct bench_state *s, struct test *t, const char *name);
/* A try was answered like this: which of the two was late? An illegal answer fails the test. */
void bench_pair_judge(struct bench_state *s, struct race_sample *sample);
void bench_pair_close(struct bench_state *s);

#endif
