/* SPDX-License-Identifier: GPL-2.0-only */
/* A pair that is racing: what the files behind pair_run() share. */
#ifndef TCELIFE_RACING_H
#define TCELIFE_RACING_H

#include <stdatomic.h>

#include "../../lib/race.h"
#include "../../lib/steer.h"
#include "../../lib/timebase.h"
#include "../ear.h"
#include "../record.h"
#include "loss.h"
#include "pair.h"

/* Tries that must have overlapped; fewer judge nothing. The second where a try costs much. */
#define RACE_FLOOR	10
#define RACE_FLOOR_DEAR 4
#define RACE_DEAR_MS	20

/* When a party ran, in the try at hand, and what it said. */
struct mark {
	uint64_t start_tb, end_tb; /* 0: it did not begin, or did not come to an end */
	int answer;
};

struct party {
	struct racing *racing;
	unsigned int side;
	const struct op *op;
	struct mark mark;
};

/* Lies in memory that a try's own process shares: see in_child.c. */
struct racing {
	struct test *t;
	const struct pair *pair;
	struct rig_opts opts;
	uint32_t wanted; /* facts */
	struct scene scene;
	struct race_sweep sweep;
	struct race_stats stats;
	struct ear ear;
	struct party party[RACE_MAX_SIDES];
	unsigned int nr_parties;
	uint64_t third_beside; /* overlaps during which the third party ran as well */
	uint64_t limit_tb, start_tb;
	struct steer_page *steer;     /* NULL: nobody is held */
	bool rehearsal;		      /* nobody does anything */
	unsigned int linger_us;	      /* the second side's operation has ended, but for this */
	atomic_uint ball;	      /* between the first two parties, in a try's own process */
	atomic_uint_fast64_t meet_tb; /* 0: they have not agreed on it yet */
	struct dma_device *witness;   /* loaded for witness_says(), or NULL */
	struct loss loss;
	uint64_t loss_from; /* the tries before it are not counted */
	bool done;
};

static inline const struct op *racing_op(const struct racing *r, unsigned int side)
{
	return r->party[side].op;
}

/* The side whose operation ends its process, or -1. */
static inline int racing_ender(const struct racing *r)
{
	for (unsigned int side = 0; side < 2; side++)
		if (racing_op(r, side)->ends_process)
			return (int)side;
	return -1;
}

/* What a party does, @arg, in the form that lib/race.h takes. */
int racing_party(void *arg);

/* Which side runs which vCPU, and how many there are for them. */
static inline unsigned int racing_vcpus(const struct racing *r, unsigned int vcpu_of[])
{
	const struct op *ops[RACE_MAX_SIDES];

	for (unsigned int i = 0; i < r->nr_parties; i++)
		ops[i] = racing_op(r, i);
	return ops_vcpus(ops, r->nr_parties, vcpu_of);
}

/* A scene as the pair wants it, with nothing in place yet. */
void racing_scene_init(struct racing *r);

/* Who makes the tries: until it is enough (DUR=, TRIES=, overlaps); or explore.c. */
typedef void (*racing_driver)(struct racing *r, struct race *race);
void racing_until_enough(struct racing *r, struct race *race);
/*
 * Every point at which one can be held while the other one runs. @race is NULL where each try has
 * a process of its own.
 */
void racing_explore(struct racing *r, struct race *race);

/* Everything in this process; or until it is enough, each try in a process of its own. */
void racing_in_threads(struct racing *r, racing_driver drive);
void racing_in_children(struct racing *r);

/* One try in its own process, held as @plan, a struct steer_plan, says; NULL: nobody is held. */
void racing_try_in_child(struct racing *r, void *plan);

/* Before a try: the marks of the one before it are gone, and the test is alive. */
void racing_begin_try(struct racing *r);
/* May it say that? The third party's effects are legal reasons, too. */
bool racing_is_legal(const struct racing *r, unsigned int side, int answer);
/* After a try: is what everybody said legal? Counts what the third party did. */
void racing_judge_try(struct racing *r, const struct race_sample *sample);
/* After a try: what the operations left is given back, and the scene knows what has changed. */
void racing_tidy_up(struct racing *r);
/* One try in the scene as it is: the race, its traces in the scene, its answers. */
void racing_try_once(struct racing *r, struct race *race);
/* False, and the test stops, if the kernel has reported something. */
bool racing_heard(struct racing *r);
/* The scene could not be put back, or (the first time) not be made at all. */
void racing_no_scene(struct racing *r, int error);
/* RACE_FLOOR or RACE_FLOOR_DEAR, as things are. */
unsigned int racing_floor(const struct racing *r);
/* Now and then between two tries: has the kernel reported something, is it enough? */
void racing_look(struct racing *r);

/* After the first tries, when caches are filled: what is free. Only the first call counts. */
void racing_memory_begin(struct racing *r);
/*
 * The case "memory": what all tries since have lost; @try_once makes one more. Not of a race that
 * was stopped, or hardly begun.
 */
typedef void (*racing_try)(struct racing *r, void *arg);
void racing_memory(struct racing *r, racing_try try_once, void *arg);

/* The case "they met": what came of all tries, and whether it is enough to judge. */
void racing_evidence(struct racing *r);

#endif
