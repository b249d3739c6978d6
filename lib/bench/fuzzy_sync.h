/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * For comparison only: the fuzzy synchronisation that LTP publishes (Linux Test Project,
 * include/tst_fuzzy_sync.h), written anew from its description. First a period of sampling in
 * which both sides start together and averages are kept of how long they take; then a delay at
 * random in the range in which any point of one can meet any point of the other. While it samples,
 * the test may push the delay to one side (its "bias") when it sees that a side came too late.
 * Two things are left out, both in its favour: it would go on sampling as long as the averages
 * are unsteady, and its delays are counted in turns of a loop whose length it has to guess.
 */
#ifndef TCELIFE_FUZZY_SYNC_H
#define TCELIFE_FUZZY_SYNC_H

#include "../prng.h"
#include "../race_sweep.h"

#define FUZZY_SAMPLES	    1024 /* LTP's default; */
#define FUZZY_LEAST_SAMPLES 20	 /* the least that it accepts */

struct fuzzy_sync {
	struct prng prng;
	unsigned int sampling; /* tries left of the first period */
	double duration_tb[2]; /* moving averages */
	double bias_tb;
};

/* @samples: tries of the first period. */
void fuzzy_sync_init(struct fuzzy_sync *f, uint64_t seed, unsigned int samples);

/* B's delay; negative: A's. */
int64_t fuzzy_sync_aim(struct fuzzy_sync *f);

/* What came of the last aim. */
void fuzzy_sync_learn(struct fuzzy_sync *f, const struct race_sample *sample);

#endif
