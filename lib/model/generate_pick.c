// SPDX-License-Identifier: GPL-2.0-only
/* Things that are there. One of several is found in one pass: the n-th takes the place with 1/n. */
#include "generate_parts.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

uint8_t pick_process(struct generator *g)
{
	uint8_t process = (uint8_t)below(g, 2 * OP_PROCESSES);

	return process < OP_PROCESSES && g->model.process[process].alive ? process : 0;
}

struct op_ref pick_open(struct generator *g, uint8_t process, enum op_kind kind)
{
	struct op_ref ref = { OP_CLOSED, 0 };
	unsigned int seen = 0;

	if (kind >= OP_PLAIN)
		return (struct op_ref){ (uint8_t)kind, 0 };
	for (uint8_t n = 0; n < op_names(kind); n++)
		if (g->model.process[process].fd[kind][n] && !below(g, ++seen))
			ref = (struct op_ref){ (uint8_t)kind, n };
	return ref;
}

static bool is_taken(const struct model *m, enum op_kind kind, uint8_t n)
{
	for (unsigned int p = 0; p < OP_PROCESSES; p++)
		if (m->process[p].fd[kind][n])
			return true;
	return false;
}

struct op_ref pick_free(struct generator *g, enum op_kind kind)
{
	struct op_ref ref = { OP_NOTHING, 0 };
	unsigned int seen = 0;

	for (uint8_t n = 0; n < op_names(kind); n++)
		if (!is_taken(&g->model, kind, n) && !below(g, ++seen))
			ref = (struct op_ref){ (uint8_t)kind, n };
	return ref;
}

struct op_ref pick_wrong(struct generator *g, enum op_kind kind)
{
	enum op_kind other = OP_CONTAINER + below(g, OP_NR_KINDS - OP_CONTAINER);

	if (other == kind)
		other = OP_PLAIN;
	return pick_open(g, 0, other);
}

const struct model_region *pick_region(struct generator *g)
{
	const struct model_region *r = NULL;
	unsigned int seen = 0;

	for (unsigned int i = 0; i < COUNT(g->model.region); i++)
		if (g->model.region[i].used && !below(g, ++seen))
			r = &g->model.region[i];
	return r;
}

const struct model_window *pick_window(struct generator *g, model_id container)
{
	const struct model_window *w = NULL;
	unsigned int seen = 0;

	for (unsigned int i = 0; i < COUNT(g->model.window); i++) {
		const struct model_window *this = &g->model.window[i];

		if (this->used && (!container || this->container == container) && !below(g, ++seen))
			w = this;
	}
	return w;
}

static const struct model_slot *pick_slot_of(struct generator *g, const struct model_vm *vm)
{
	const struct model_slot *s = NULL;
	unsigned int seen = 0;

	for (unsigned int i = 0; i < COUNT(vm->slot); i++)
		if (vm->slot[i].used && !below(g, ++seen))
			s = &vm->slot[i];
	return s;
}

const struct model_slot *pick_slot(struct generator *g, model_id vm)
{
	const struct model_vm *picked = NULL;
	unsigned int seen = 0;

	for (unsigned int i = 0; i < COUNT(g->model.vm); i++)
		if (g->model.vm[i].used && (!vm || vm == i + 1) && !below(g, ++seen))
			picked = &g->model.vm[i];
	return picked ? pick_slot_of(g, picked) : NULL;
}

const struct model_table *pick_table(struct generator *g, model_id vm)
{
	const struct model_table *t = NULL;
	unsigned int seen = 0;

	for (unsigned int i = 0; i < COUNT(g->model.table); i++) {
		const struct model_table *this = &g->model.table[i];

		if (this->used && (!vm || this->vm == vm) && !below(g, ++seen))
			t = this;
	}
	return t;
}
