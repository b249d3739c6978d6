/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Random sequences of operations, most of them such that they get somewhere: the model says what is
 * possible next. The same options, seed and number give the same sequence on every machine.
 */
#ifndef TCELIFE_MODEL_GENERATE_H
#define TCELIFE_MODEL_GENERATE_H

#include "../prng.h"
#include "model.h"

#define GENERATE_MAX   200 /* operations of a sequence: 200 numbers in a row have all lengths */
#define GENERATE_AVOID 64

/* What containers and groups there shall be. */
enum generate_world {
	GENERATE_ANY,	     /* any of these, by chance */
	GENERATE_V2,	     /* one group, v2 containers */
	GENERATE_V1,	     /* one group, v1 containers */
	GENERATE_TWO_GROUPS, /* in one container and in two, v2 and v1 */
};

/*
 * Rules that the kernel at hand is known to break, and where a sequence would therefore end. Those
 * of @seldom are kept out of 7 in 8 sequences, those of @never (the machine dies of them, or
 * loses memory) out of all. Of success (`h_put_tce.ok`) only what is known to lead to trouble
 * (model_hazard()) is kept out, if there is any rule at all. They are part of what makes a
 * sequence: take them from the list of known issues and the kernel's release, not from what a run
 * has met so far.
 */
struct generate_bias {
	const char *seldom[GENERATE_AVOID]; /* ids of rules, NULL behind the last if not full */
	const char *never[GENERATE_AVOID];
};

struct generate_opts {
	enum generate_world world;
	bool hash;			  /* guests are hash guests where the machine can */
	bool dma;			  /* with an OP_DMA now and then, at most 2 a sequence */
	const struct generate_bias *bias; /* NULL: none */
};

/* Room for the work; the caller's, nothing in it is for him. */
struct generator {
	const struct generate_opts *opts;
	struct prng prng;
	struct model model;  /* as the kernel would be if it did what it should */
	struct model start;  /* model_init() of this machine */
	struct model after;  /* to try something out */
	bool obeys;	     /* keeps out what is in seldom */
	bool two_containers; /* two groups are in one each */
	bool huge;	     /* there are huge pages */
	uint8_t iommu_type;  /* 0: by chance, for each container */
	uint8_t nr_groups, nr_vms, nr_children;
	uint8_t wild_percent; /* of operations that are not meant well */
	uint8_t dmas;
	unsigned int nr;
	struct op recent[8];
};

/* For sequences on @machine; @opts must stay. */
void generate_init(struct generator *g, const struct model_machine *machine,
		   const struct generate_opts *opts);

/* Sequence @number of @seed into @ops, which holds GENERATE_MAX. How many, 1 to GENERATE_MAX. */
unsigned int generate(struct generator *g, uint64_t seed, uint64_t number, struct op *ops);

/* How many operations sequence @number has, if the model has room for them. */
unsigned int generate_length(uint64_t number);

/*
 * One operation that takes away something that @m still has, any of them, which must succeed: the
 * end of a sequence, one after the other. False: nothing is left but what only time or the
 * end of all processes takes away.
 */
bool generate_teardown(const struct model *m, struct prng *prng, struct op *op);

#endif
