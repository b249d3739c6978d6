/* SPDX-License-Identifier: GPL-2.0-only */
/* In the place of test.h, for bench.race: pairs of system calls to be measured. */
#ifndef TCELIFE_BENCH_CALLS_H
#define TCELIFE_BENCH_CALLS_H

#include "../../lib/race.h"
#include "../../lib/timebase.h"
#include "../test.h"

#define BENCH_LIOBN 0x90000010u

struct bench_state {
	struct rig rig; /* open up to its VM */
	int fd[2];
};

/* What is to be raced, and what comes before and after each try. */
struct bench_calls {
	const char *name;
	void (*before)(struct bench_state *s);
	int (*a)(void *s), (*b)(void *s);
	void (*after)(struct bench_state *s);
};

extern const struct bench_calls bench_calls[]; /* the last has no name */

void bench_open(struct bench_state *s, const struct vfio_target *targets);
void bench_close(struct bench_state *s);

#endif
