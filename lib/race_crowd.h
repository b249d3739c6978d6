/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Do others want the CPUs that the sides are on, as on the busy host of an emulated machine? Who
 * spins there has used up his time when it is his turn, and then it takes milliseconds until he
 * gets on; who has slept is let in at once. It shows in how long the sides take to come.
 */
#ifndef TCELIFE_RACE_CROWD_H
#define TCELIFE_RACE_CROWD_H

#include <stdbool.h>

/* More than one late call in nine, for a while, is a crowd. */
#define CROWD_STEP 8
#define CROWD_FROM 32
#define CROWD_MOST 64

struct race_crowd {
	unsigned int level;
};

/* @late: a side came later than one that only had to wake up. */
static inline void race_crowd_learn(struct race_crowd *crowd, bool late)
{
	if (!late)
		crowd->level -= crowd->level > 0;
	else if (crowd->level <= CROWD_MOST - CROWD_STEP)
		crowd->level += CROWD_STEP;
}

static inline bool race_is_crowded(const struct race_crowd *crowd)
{
	return crowd->level >= CROWD_FROM;
}

#endif
