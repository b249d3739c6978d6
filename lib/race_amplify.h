/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What makes meetings likelier or longer without a change to the kernel: see enum
 * race_amplifier. Part of race.c; each counts what it can be seen to have done.
 */
#ifndef TCELIFE_RACE_AMPLIFY_H
#define TCELIFE_RACE_AMPLIFY_H

#include <sys/types.h>

#include "race.h"

struct race_amplify; /* threads and timers */

/* A side's thread, and the CPU that it has for itself. */
struct race_target {
	pid_t tid;
	int cpu;
};

/*
 * Start those of @kinds for two sides. NULL with @why: SCHED_FIFO is not allowed, no timers, no
 * memory; nothing is left behind then.
 */
struct race_amplify *race_amplify_start(unsigned int kinds, const struct race_target target[2],
					struct why *why);

/* Add what they have done up to now to @counts: preemptions and timers. */
void race_amplify_count(struct race_amplify *a, struct race_amplified *counts);

/* End and join the threads; both sides' threads are back on their CPUs. */
void race_amplify_stop(struct race_amplify *a);

#endif
