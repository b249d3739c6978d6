/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Planted races on simulated clocks: two operations of known durations, in each a critical part
 * of known place and width. The race is hit when the parts meet. Deterministic: all noise comes
 * from a seed.
 */
#ifndef TCELIFE_PLANTED_H
#define TCELIFE_PLANTED_H

#include <stdbool.h>

#include "../prng.h"
#include "../race_sweep.h"

/* One operation; places are parts of its duration. */
struct planted_op {
	double duration_tb;
	double from, to; /* its critical part */
	double decision; /* where the order is decided between the two */
};

enum planted_codes {
	PLANTED_NO_CODES, /* both say 0 whatever happens */
	PLANTED_LATE,	  /* one is too late, says so and is through, if the other decided first */
	PLANTED_ORDER,	  /* one says which of them decided first, and is not too late for it */
};

struct planted {
	struct planted_op op[2]; /* [0] A, [1] B */
	enum planted_codes codes;
	unsigned int teller; /* the op whose code tells the order */
};

/* Where the race is. */
enum planted_place {
	PLANTED_AT,	  /* right beside the offset at which the order changes, */
	PLANTED_NEAR,	  /* not far from it, on either side, */
	PLANTED_ANYWHERE, /* or at any offset. */
};

/* A race of this kind: any durations, any alignment. @width is a part of the range of offsets. */
void planted_any(struct planted *p, enum planted_codes codes, enum planted_place place,
		 double width, uint64_t seed);

/* What makes one try unlike the next. */
struct planted_noise {
	double start_tb;   /* a side starts so much later than it was told, on average */
	double duration;   /* standard deviation of a duration, as a part of it */
	double outliers;   /* so many sides of one are put aside for long, */
	double outlier_tb; /* for so long on average */
	double drift;	   /* all durations, times this */
};

/* A try at this offset: what would have been seen. True when the critical parts met. */
bool planted_try(const struct planted *p, const struct planted_noise *noise, struct prng *prng,
		 int64_t offset_tb, struct race_sample *sample);

#endif
