/* SPDX-License-Identifier: GPL-2.0-only */
/* The pair of planted_steps.h, steered. */
#ifndef TCELIFE_STEERED_PAIR_H
#define TCELIFE_STEERED_PAIR_H

#include "../../lib/points.h"
#include "../../lib/race.h"
#include "../../lib/steer.h"
#include "../test.h"
#include "planted_steps.h"

struct steered_pair {
	struct steer_page *page;
	struct race_sweep sweep;
	struct race *race;
	struct points points; /* of side 0 */
	void (*add[2])(uint64_t *number);
	uint64_t *number; /* shared with processes that end */
	struct steered_side {
		struct steered_pair *pair;
		unsigned int side;
	} side[2];
};

/* False: this machine cannot steer, and the test is skipped. @p stays where it is. */
bool steered_open(struct test *t, struct steered_pair *p);
void steered_close(struct steered_pair *p);

/* The points of side 0, alone. */
void steered_reference(struct test *t, struct steered_pair *p);

/* Hold side 0 at its point @n while side 1 adds; what came of it is in *p->number. Was it held? */
bool steered_visit(struct steered_pair *p, uint32_t n);

/* The same in a process of its own that side 1 ends; true if held until side 1 had nothing left. */
bool steered_visit_ending(struct test *t, struct steered_pair *p, uint32_t n);

/* Additions of which the first sleeps until the other one has been made. */
void steered_sleep_and_add(uint64_t *number);
void steered_add_and_wake(uint64_t *number);

#endif
