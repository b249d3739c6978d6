/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A sequence played on the real kernel, beside the model: each in a process of its own, which is
 * gone afterwards with all that it had. What it has seen lies in memory that it shares.
 */
#ifndef TCELIFE_SEQUENCE_PLAY_H
#define TCELIFE_SEQUENCE_PLAY_H

#include "../../lib/model/generate.h"
#include "execute.h"

#define PLAY_TEARDOWN 100 /* operations at the end that take everything away */
#define PLAY_MAX      (GENERATE_MAX + PLAY_TEARDOWN)

enum play_end {
	PLAY_AGREES,  /* kernel and model, up to the end */
	PLAY_DEPARTS, /* the kernel from the model */
	PLAY_DIED,    /* its process was killed */
	PLAY_BROKEN,  /* we are wrong: what is said why */
};

/* In memory that both sides of the fork share. */
struct play {
	/* what to do */
	unsigned int nr_ops;
	struct op ops[PLAY_MAX];
	bool loud; /* each is said before it is made: the machine may die of it */
	/* what came of it */
	volatile unsigned int at; /* the operation that is being made; nr_ops: all were */
	unsigned int made;	  /* calls */
	bool ended;
	enum play_end end;
	char fingerprint[MODEL_TEXT_BYTES];
	const char *circumstances;   /* observe_circumstances() */
	char source[96];	     /* of the rule */
	char doing[OP_TEXT_BYTES];   /* the last operation */
	char details[OP_TEXT_BYTES]; /* with numbers */
};

/* Shared memory for it; asserts. */
struct play *play_new(void);
void play_free(struct play *p);

/*
 * Play p->ops from the start @m of the machine, then take away all that is left, in any order that
 * succeeds. p->fingerprint says how the kernel departed, if it did. Waits for the process's end.
 */
void play(struct play *p, const struct model *start, const struct vfio_target *targets);

#endif
