/* SPDX-License-Identifier: GPL-2.0-only */
/* The points at which one side of a race can be held: made of the path that it takes alone. */
#ifndef TCELIFE_POINTS_H
#define TCELIFE_POINTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

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
	struct point *at;
	uint32_t nr;
	uint64_t passed; /* length of the path: with all that is left out in loops */
};

/*
 * Of a path of @nr addresses; @quiet says of each whether what lies there is nothing to
 * another CPU (NULL: none is). Of one that is passed often, the first POINTS_ALL times are points,
 * then those whose number is a power of four, and the last. 0, or -ENOMEM; freed by points_free().
 */
#define POINTS_ALL 4
int points_make(struct points *p, const uint64_t *path, const bool *quiet, uint64_t nr);
void points_free(struct points *p);

#endif
