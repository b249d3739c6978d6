/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A test that plays random sequences, one after the other, and says how the kernel departs from the
 * model. In the test's folder among the results it keeps
 *
 *     current.seq          the sequence that is being played: what the machine died in, if it did
 *     <fingerprint>.seq    each finding that is not known, shrunk, or as it was met
 *
 * They are replayed by REPLAY=, and so is what a line `# seed: <seed>:<number>` in them says, but
 * for what was made of the corpus (corpus.h): that only by its file.
 */
#ifndef TCELIFE_SEQUENCE_CAMPAIGN_H
#define TCELIFE_SEQUENCE_CAMPAIGN_H

#include "../../lib/model/generate.h"

struct test;

struct campaign_plan {
	enum generate_world world;
	bool hash, dma;
	unsigned int least_ms;	/* without DUR= and TRIES= it goes on for so long */
	unsigned int plant;	/* a mistake in the model, to be found; 0: none */
	unsigned int max_tries; /* with a plant: sequences; 0: no limit */
};

/* The whole of the test: DUR=, TRIES=, SEED=, REPLAY= count. */
void campaign_run(struct test *t, const struct campaign_plan *plan);

/* The text of a file: kernel and model must agree all the way. */
void campaign_saved(struct test *t, const char *text);

/*
 * With a plant: true if in one of plan->max_tries sequences the kernel departed from the model as
 * it does not from the model without the plant. Says nothing of the kernel.
 */
bool campaign_finds_plant(struct test *t, const struct campaign_plan *plan);

/*
 * On a kernel with counters: what is kept of sequences that reach something, and what is made of
 * that, as cases of @t.
 */
void campaign_check_corpus(struct test *t);

#endif
