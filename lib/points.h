/* SPDX-License-Identifier: GPL-2.0-only */
/* The points at which one side of a race can be held: made of the path that it takes alone. */
#ifndef TCELIFE_POINTS_H
#define TCELIFE_POINTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "steer_abi.h"

/*
 * Before it executes what is at @vaddr for the @nth time; @near is steer_near() of what led there.
 */
struct point {
	uint64_t vaddr;
	uint64_t near;
	uint32_t nth;
	bool same; /* as the one before it: nothing has happened since that another CPU could see */
};

struct points {
	struct point *at; /* in the order in which it comes to them */
	uint32_t nr;
};

/* Those of @side in a trace of @nr passes of both. 0, or -ENOMEM; freed by points_free(). */
int points_make(struct points *p, const struct steer_pass *trace, uint32_t nr, unsigned int side);
void points_free(struct points *p);

#endif
