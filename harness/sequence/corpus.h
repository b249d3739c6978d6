/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The sequences that are kept because each reached something of the kernel that none before it did.
 * They are in the folder `corpus` among the results of the run: scripts/sequences brings those of
 * other nights there and takes away what was added.
 *
 *     corpus/<kind>-<number>.seq   a sequence, as text that replays; <kind> is that of its test
 *     corpus/reached-<build>       the counters that were reached, a line each, on this kernel
 *
 * On a kernel without counters nothing is added; what is there is mutated all the same.
 */
#ifndef TCELIFE_SEQUENCE_CORPUS_H
#define TCELIFE_SEQUENCE_CORPUS_H

#include "../../lib/model/mutate.h"
#include "reach.h"

struct test;

#define CORPUS_ORIGIN ":corpus" /* behind `<seed>:<number>` of what was made of it */

struct corpus {
	struct test *t;
	const struct model_machine *machine;
	char folder[700], kind[32];
	struct mutate_parents parents;
	unsigned int nr_before;	 /* parents that the test began with */
	unsigned int nr_replays; /* of them, still to be played as they are */
	bool is_replay;		 /* the sequence that was made last */
	uint64_t nr_made;	 /* sequences that were made of them */
	bool counts;		 /* this kernel has counters */
	struct reach reach;
};

/* That in @folder, which need not be there, for this @machine. NULL without memory. */
struct corpus *corpus_open(struct test *t, const char *folder, const struct model_machine *machine);
void corpus_close(struct corpus *c);

/*
 * Sequence @number of @seed, if it is to be made of the corpus, into @ops, which holds
 * GENERATE_MAX. How many; 0: it is to be generated.
 */
unsigned int corpus_make(struct corpus *c, struct generator *g, uint64_t seed, uint64_t number,
			 struct op *ops);

/*
 * A sequence was played; keep it if kernel and model agreed (@agreed) and it has reached something
 * new. @origin: `<seed>:<number>`. How many counters it has reached that were not before.
 */
unsigned int corpus_look(struct corpus *c, const struct op *ops, unsigned int nr_ops,
			 const char *origin, bool agreed);

/* How many there are, how many of these are new, what they reach. */
void corpus_say(struct corpus *c);

#endif
