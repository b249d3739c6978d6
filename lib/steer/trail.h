/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Where a side has been of late, for whoever waits for it: without loops, as one that spins would
 * leave nothing else. Written by its own vCPU; read beside that by another one.
 */
#ifndef TCELIFE_STEER_TRAIL_H
#define TCELIFE_STEER_TRAIL_H

#include "../steer_abi.h"

#define TRAIL_RECENT 64 /* addresses of which it is known where in the trail they are */

struct trail {
	uint64_t vaddr[STEER_TRAIL]; /* a ring */
	uint64_t nr;
	struct {
		uint64_t vaddr, nr; /* how long the trail was with it */
	} recent[TRAIL_RECENT];
};

/* An empty one. */
void trail_begin(struct trail *t);

/* It passes @vaddr; that is news unless it did so a few blocks ago. */
void trail_add(struct trail *t, uint64_t vaddr);

/* How much news there was. */
uint64_t trail_news(const struct trail *t);

/* The last of it, oldest first, into @to, which has room for STEER_TRAIL: how many. */
uint32_t trail_copy(const struct trail *t, uint64_t *to);

#endif
