/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The device as a witness of what an operation was refused: the hardware must not have it either. A
 * tenth of a second for each look, so that only a schedule is looked at: it is tried once.
 */
#ifndef TCELIFE_RACE_WITNESS_H
#define TCELIFE_RACE_WITNESS_H

#include "racing.h"

/* What the scene needs for it: facts, or 0 where no witness is wanted. */
uint32_t witness_facts(const struct racing *r);

/* The scene is prepared, nobody runs: the device gets what it writes later. t_error() if not. */
void witness_call(struct racing *r);

/*
 * Nobody runs any more. What speaks against @side's answer, or NULL: also if nobody was called.
 * t_error() if the device cannot tell.
 */
const char *witness_says(struct racing *r, unsigned int side);

#endif
