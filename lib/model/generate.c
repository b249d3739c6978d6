// SPDX-License-Identifier: GPL-2.0-only
/* The way through a sequence: set up, use, take away, and now and then what is not meant well. */
#include <linux/vfio.h>
#include <string.h>

#include "generate_parts.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

#define GOOD_TRIES 8  /* to find an operation that succeeds */
#define BIAS_TRIES 24 /* to find one that no rule of the bias forbids */
#define MAX_DMAS   2  /* a sequence: each takes 0.1 s */

/* How often an operation is made that is meant well, once everything is in place. */
static const uint8_t weights[OP_NR_CODES] = {
	[OP_OPEN_CONTAINER] = 2,
	[OP_API_VERSION] = 1,
	[OP_CHECK_EXTENSION] = 1,
	[OP_SET_IOMMU] = 2,
	[OP_GET_INFO] = 2,
	[OP_ENABLE] = 2,
	[OP_DISABLE] = 1,
	[OP_REGISTER_MEMORY] = 8,
	[OP_UNREGISTER_MEMORY] = 5,
	[OP_MAP_DMA] = 12,
	[OP_UNMAP_DMA] = 8,
	[OP_CREATE_WINDOW] = 6,
	[OP_REMOVE_WINDOW] = 4,
	[OP_EEH] = 1,
	[OP_OPEN_GROUP] = 3,
	[OP_GET_STATUS] = 1,
	[OP_SET_CONTAINER] = 3,
	[OP_UNSET_CONTAINER] = 3,
	[OP_OPEN_DEVICE] = 3,
	[OP_DEVICE_INFO] = 2,
	[OP_MMAP_DEVICE] = 2,
	[OP_MUNMAP_DEVICE] = 2,
	[OP_CREATE_VM] = 1,
	[OP_SET_SLOT] = 5,
	[OP_CREATE_TABLE] = 6,
	[OP_CREATE_TABLE32] = 2,
	[OP_ENABLE_HCALL] = 2,
	[OP_CREATE_KVM_VFIO] = 2,
	[OP_GROUP_ADD] = 3,
	[OP_GROUP_DEL] = 3,
	[OP_SET_SPAPR_TCE] = 8,
	[OP_SET_ATTR] = 2,
	[OP_HAS_ATTR] = 1,
	[OP_MMAP_TABLE] = 2,
	[OP_MUNMAP_TABLE] = 2,
	[OP_H_PUT_TCE] = 26,
	[OP_H_PUT_TCE_INDIRECT] = 14,
	[OP_H_STUFF_TCE] = 12,
	[OP_H_GET_TCE] = 8,
	[OP_LIST_SET] = 7,
	[OP_MMAP_MEMORY] = 2,
	[OP_MMAP_HUGE] = 1,
	[OP_MUNMAP_MEMORY] = 2,
	[OP_CLOSE] = 6,
	[OP_FORK] = 4,
	[OP_EXIT] = 1,
	[OP_LIMIT_MEMLOCK] = 1,
	[OP_LIMIT_NOFILE] = 1,
};

/* --- one operation ------------------------------------------------------------------------ */

bool is_good(struct generator *g, const struct op *op, bool succeeds)
{
	struct model_answer answer;

	if (!model_can(&g->model, op))
		return false;
	model_predict(&g->model, op, &answer);
	return !bias_bars(g, op, &answer) && (!succeeds || model_succeeds(&answer));
}

/* A step that brings the sequence further; each from a random one on has its turn. */
static bool next_step(struct generator *g, struct op *op)
{
	unsigned int first = (unsigned int)below(g, NR_STEPS);

	for (unsigned int i = 0; i < NR_STEPS; i++) {
		enum op_code code = steps[(first + i) % NR_STEPS];

		for (unsigned int tries = 0; tries < 3 && step_is_wanted(g, code); tries++) {
			good_op(g, code, op);
			if (is_good(g, op, true))
				return true;
		}
	}
	return false;
}

static enum op_code some_code(struct generator *g)
{
	static unsigned int sum;
	unsigned int n, code;

	if (!sum)
		for (code = 0; code < OP_NR_CODES; code++)
			sum += weights[code];
	n = (unsigned int)below(g, sum);
	for (code = 0; n >= weights[code]; code++)
		n -= weights[code];
	return code;
}

/* What only some sequences shall have, and these not too often. */
static bool is_too_much(const struct generator *g, enum op_code code)
{
	return (code == OP_FORK && count_children(&g->model) >= g->nr_children) ||
	       (code == OP_MMAP_HUGE && !g->huge) ||
	       (code == OP_CREATE_VM && count_vms(&g->model) >= g->nr_vms);
}

static bool next_good(struct generator *g, struct op *op)
{
	for (unsigned int tries = 0; tries < GOOD_TRIES; tries++) {
		enum op_code code = some_code(g);

		if (is_too_much(g, code))
			continue;
		good_op(g, code, op);
		if (is_good(g, op, true))
			return true;
	}
	return is_good(g, op, false);
}

static bool next_wild(struct generator *g, struct op *op)
{
	enum op_code code;

	do {
		code = some_code(g);
	} while (is_too_much(g, code));
	good_op(g, code, op);
	spoil(g, op);
	return is_good(g, op, false);
}

/* The same thing once more, perhaps by somebody else. */
static bool next_again(struct generator *g, struct op *op)
{
	*op = g->recent[below(g, COUNT(g->recent))];
	if (op_desc(op->code)->made)
		op->made = pick_free(g, op_desc(op->code)->made);
	if (chance(g, 25))
		op->process = pick_process(g);
	return op->code != OP_DMA && !is_too_much(g, op->code) && is_good(g, op, false);
}

bool dma_is_left(const struct generator *g)
{
	return g->opts->dma && g->dmas < MAX_DMAS;
}

static bool next_dma(struct generator *g, struct op *op)
{
	const struct model_window *w;

	if (!dma_is_left(g) || !chance(g, 2))
		return false;
	good_op(g, OP_DMA, op);
	w = pick_window(g, 0);
	if (w)
		arg_put(op, ARG_IOVA, w->start_bytes + (below(g, 16) << w->shift));
	return is_good(g, op, false);
}

/* A page of the hardware that is larger than the host's: is there one piece of memory behind it? */
static bool next_large(struct generator *g, struct op *op)
{
	if (!g->model.huge_taken || !chance(g, 8))
		return false;
	good_op(g, chance(g, 60) ? OP_H_PUT_TCE : OP_MAP_DMA, op);
	put_large_page(g, op);
	return is_good(g, op, false);
}

static bool next_of_any_kind(struct generator *g, struct op *op)
{
	unsigned int percent = (unsigned int)below(g, 100);

	if (next_dma(g, op) || next_large(g, op))
		return true;
	if (percent < g->wild_percent)
		return chance(g, 15) ? next_again(g, op) : next_wild(g, op);
	if (chance(g, count_ties(&g->model) ? 25 : 85) && next_step(g, op))
		return true;
	return next_good(g, op);
}

/* --- a sequence --------------------------------------------------------------------------- */

void generate_init(struct generator *g, const struct model_machine *machine,
		   const struct generate_opts *opts)
{
	g->opts = opts;
	model_init(&g->start, machine);
}

/* 77 and 200 have no divisor in common. */
unsigned int generate_length(uint64_t number)
{
	return 1 + (unsigned int)(number % GENERATE_MAX * 77 % GENERATE_MAX);
}

/* What kind of sequence it is to be. */
static void choose(struct generator *g)
{
	static const uint8_t wild[] = { 5, 10, 15, 25, 40 };
	enum generate_world world = g->opts->world;

	if (world == GENERATE_ANY)
		world = GENERATE_V2 + below(g, 3);
	if (g->model.machine.nr_groups < 2 && world == GENERATE_TWO_GROUPS)
		world = GENERATE_V2;
	g->nr_groups = world == GENERATE_TWO_GROUPS ? 2 : 1;
	g->two_containers = g->nr_groups == 2 ? chance(g, 50) : chance(g, 10);
	g->iommu_type = world == GENERATE_V1 ? VFIO_SPAPR_TCE_IOMMU : VFIO_SPAPR_TCE_v2_IOMMU;
	if (world == GENERATE_TWO_GROUPS)
		g->iommu_type = 0;
	g->nr_vms = chance(g, 15) ? 2 : 1;
	g->huge = chance(g, 25);
	g->nr_children = chance(g, 65) ? 0 : 1 + chance(g, 40);
	g->wild_percent = ONE_OF(g, wild);
	g->obeys = !chance(g, 12);
	g->dmas = 0;
}

void begin_sequence(struct generator *g, uint64_t seed, uint64_t number)
{
	g->prng = prng_fork(seed, number);
	g->model = g->start;
	memset(g->recent, 0, sizeof(g->recent)); /* OP_OPEN_CONTAINER */
	choose(g);
	g->nr = 0;
}

bool next_op(struct generator *g, struct op *op)
{
	for (unsigned int tries = 0; tries < BIAS_TRIES; tries++)
		if (next_of_any_kind(g, op))
			return true;
	return false;
}

void take_op(struct generator *g, const struct op *op)
{
	struct model_answer answer;
	struct op_result result;

	model_predict(&g->model, op, &answer);
	model_play(&answer, &result);
	model_take(&g->model, op, &result);
	g->recent[g->nr++ % COUNT(g->recent)] = *op;
	g->dmas += op->code == OP_DMA;
}

unsigned int generate(struct generator *g, uint64_t seed, uint64_t number, struct op *ops)
{
	unsigned int length = generate_length(number);

	begin_sequence(g, seed, number);
	while (g->nr < length && next_op(g, &ops[g->nr]))
		take_op(g, &ops[g->nr]);
	return g->nr;
}
