/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Sequences that are made of others, which got somewhere: with operations left out, made again, put
 * in between or spoilt, the end of another one behind them, or another way from there. Each
 * operation is checked as generate() does it. The same options, seed, number and parents give the
 * same sequence.
 */
#ifndef TCELIFE_MODEL_MUTATE_H
#define TCELIFE_MODEL_MUTATE_H

#include "generate.h"

#define MUTATE_PARENTS 1024
#define MUTATE_EVERY   4 /* one in so many sequences is a mutant */

struct mutate_parents {
	unsigned int nr;
	struct mutate_parent {
		unsigned int nr_ops;
		struct op *ops;
	} parent[MUTATE_PARENTS];
};

/* Copy @ops to the others. 0, -ENOSPC behind MUTATE_PARENTS, -ENOMEM. */
int mutate_add(struct mutate_parents *p, const struct op *ops, unsigned int nr_ops);
void mutate_free(struct mutate_parents *p);

/* Shall sequence @number of @seed be a mutant? */
bool mutate_is_due(const struct mutate_parents *p, uint64_t seed, uint64_t number);

/*
 * Sequence @number of @seed, made of one or more of @p, into @ops, which holds GENERATE_MAX. How
 * many, up to GENERATE_MAX; 0 if none of the parent's is possible here.
 */
unsigned int mutate(struct generator *g, const struct mutate_parents *p, uint64_t seed,
		    uint64_t number, struct op *ops);

/* Parent @n as it is, but for what cannot be made here, or may not, or is too long. */
unsigned int mutate_not(struct generator *g, const struct mutate_parents *p, unsigned int n,
			uint64_t seed, uint64_t number, struct op *ops);

#endif
