/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Two that add to a number without a lock, step by step: each step is a block of instructions of
 * its own, so that it is known at how many points a side can be held, and at which of them the
 * other one's addition is lost. In kit/planted_steps.S.
 */
#ifndef TCELIFE_PLANTED_STEPS_H
#define TCELIFE_PLANTED_STEPS_H

#include <stdint.h>

#define PLANTED_STEPS	    10 /* of planted_add() and planted_add_fixed() */
#define PLANTED_LOST_BEFORE 6  /* its step that stores what an earlier step has read */

/* Ten steps; the number is read in the fifth and written in the sixth. */
void planted_add(uint64_t *number);
/* Ten steps; the number is read and written in the sixth. */
void planted_add_fixed(uint64_t *number);
/* One step. */
void planted_add_at_once(uint64_t *number);

/* All of these are between these addresses, and nothing else is. */
extern const char planted_begin[], planted_end[];

#endif
