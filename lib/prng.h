/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A small deterministic generator (splitmix64): the same seed gives the same numbers on every
 * machine, so that a seed is enough to replay a run. Not for secrets.
 */
#ifndef TCELIFE_PRNG_H
#define TCELIFE_PRNG_H

#include <stdint.h>

struct prng {
	uint64_t state;
};

/* The generator of a seed; every seed is good, 0 too. */
static inline struct prng prng_seed(uint64_t seed)
{
	return (struct prng){ .state = seed };
}

/* The next 64 bits. */
static inline uint64_t prng_next(struct prng *p)
{
	uint64_t z = p->state += 0x9e3779b97f4a7c15ULL;

	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
	z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
	return z ^ (z >> 31);
}

/* A number below @bound (at least 1), each equally likely. */
static inline uint64_t prng_below(struct prng *p, uint64_t bound)
{
	/* Drop the numbers of the last, incomplete round: they would favour the low ones. */
	uint64_t incomplete = -bound % bound;
	uint64_t n;

	do {
		n = prng_next(p);
	} while (n < incomplete);
	return n % bound;
}

/* A generator of its own for part @n of a run, so that parts do not shift each other. */
static inline struct prng prng_fork(uint64_t seed, uint64_t n)
{
	struct prng p = prng_seed(seed ^ (n * 0xd1342543de82ef95ULL));

	return prng_seed(prng_next(&p));
}

#endif
