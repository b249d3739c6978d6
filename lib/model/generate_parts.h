/* SPDX-License-Identifier: GPL-2.0-only */
/* What the files of the generator, and the mutator, share, and nobody else needs. */
#ifndef TCELIFE_MODEL_GENERATE_PARTS_H
#define TCELIFE_MODEL_GENERATE_PARTS_H

#include "generate.h"

static inline bool chance(struct generator *g, unsigned int percent)
{
	return prng_below(&g->prng, 100) < percent;
}

static inline uint64_t below(struct generator *g, uint64_t bound)
{
	return prng_below(&g->prng, bound);
}

#define ONE_OF(g, list) ((list)[below(g, sizeof(list) / sizeof((list)[0]))])

static inline uint64_t host_page(const struct generator *g)
{
	return 1ULL << g->model.machine.host_page_shift;
}

/* --- generate.c -------------------------------------------------------------------------- */

/* A new sequence, of no operation yet: what kind of sequence it is to be. */
void begin_sequence(struct generator *g, uint64_t seed, uint64_t number);

/* Any operation that may come next, meant well or not. False: none was found. */
bool next_op(struct generator *g, struct op *op);

/* Can it be made next, and may it? @succeeds: and will it do something? */
bool is_good(struct generator *g, const struct op *op, bool succeeds);

/* May this sequence have an OP_DMA (more)? */
bool dma_is_left(const struct generator *g);

/* It comes next: @op is good. */
void take_op(struct generator *g, const struct op *op);

/* --- generate_pick.c: things that are there, each equally likely; NULL if there are none --- */

/* A process that lives: mostly 0. */
uint8_t pick_process(struct generator *g);

/* A name that is an open fd of the process; kind OP_CLOSED if it has none of that kind. */
struct op_ref pick_open(struct generator *g, uint8_t process, enum op_kind kind);

/* A name of this kind that no process has; OP_NOTHING if all are taken. */
struct op_ref pick_free(struct generator *g, enum op_kind kind);

/* Any fd but of that kind. */
struct op_ref pick_wrong(struct generator *g, enum op_kind kind);

const struct model_region *pick_region(struct generator *g);
/* Of a container, 0: of any. */
const struct model_window *pick_window(struct generator *g, model_id container);
/* Of a VM, 0: of any. */
const struct model_slot *pick_slot(struct generator *g, model_id vm);
const struct model_table *pick_table(struct generator *g, model_id vm);

/* --- generate_steps.c: the way up -------------------------------------------------------- */

#define NR_STEPS 16

extern const enum op_code steps[NR_STEPS];

/* Is there less of what this makes than a sequence of this kind has? */
bool step_is_wanted(const struct generator *g, enum op_code code);

unsigned int count_vms(const struct model *m);
unsigned int count_children(const struct model *m); /* processes but 0 */
unsigned int count_ties(const struct model *m);	    /* of tables of KVM to hardware tables */

/* --- generate_good.c --- */

/* The first argument of that class. */
void arg_put(struct op *op, enum arg_class class, uint64_t value);
uint64_t arg_get(const struct op *op, enum arg_class class);

/* An operation of this kind as somebody would make it who knows what is there. */
void good_op(struct generator *g, enum op_code code, struct op *op);

/* --- generate_bias.c --- */

/* True if the operation, with that answer, is kept out of this sequence. */
bool bias_bars(struct generator *g, const struct op *op, const struct model_answer *answer);

/* --- generate_border.c --- */

/* Let it speak of a page for large windows, or of the one behind them. */
void put_large_page(struct generator *g, struct op *op);

/* Make something about it unlikely, or wrong. */
void spoil(struct generator *g, struct op *op);

#endif
