// SPDX-License-Identifier: GPL-2.0-only
/* The end of a sequence: everything goes, in any order in which it can. */
#include "generate_parts.h"

/* What takes away, by what it is done to; the fds are tried, too. */
static const enum op_code ways[] = {
	OP_CLOSE,
	OP_CLOSE,
	OP_CLOSE,
	OP_EXIT,
	OP_MUNMAP_DEVICE,
	OP_MUNMAP_TABLE,
	OP_UNREGISTER_MEMORY,
	OP_REMOVE_WINDOW,
	OP_GROUP_DEL,
	OP_UNSET_CONTAINER,
	OP_DISABLE,
};

struct found {
	const struct model *m;
	struct prng *prng;
	struct op *op; /* one of @nr so far, each equally likely */
	unsigned int nr;
};

static void consider(struct found *f, const struct op *op)
{
	struct model_answer answer;

	if (!model_can(f->m, op))
		return;
	model_predict(f->m, op, &answer);
	if (model_succeeds(&answer) && !prng_below(f->prng, ++f->nr))
		*f->op = *op;
}

static void consider_memory(struct found *f, struct op *op)
{
	for (unsigned int i = 0; i < MODEL_REGIONS; i++) {
		const struct model_region *r = &f->m->region[i];

		if (!r->used)
			continue;
		arg_put(op, ARG_HVA, r->start);
		arg_put(op, ARG_BYTES, r->bytes);
		consider(f, op);
	}
}

static void consider_windows(struct found *f, struct op *op)
{
	for (unsigned int i = 0; i < MODEL_WINDOWS; i++)
		if (f->m->window[i].used) {
			arg_put(op, ARG_IOVA, f->m->window[i].start_bytes);
			consider(f, op);
		}
}

static void consider_fds(struct found *f, struct op *op)
{
	enum op_kind kind = op_desc(op->code)->fd;

	if (op->code == OP_UNREGISTER_MEMORY)
		consider_memory(f, op);
	else if (op->code == OP_REMOVE_WINDOW)
		consider_windows(f, op);
	else if (!kind)
		consider(f, op);
	for (uint8_t n = 0; kind && n < op_names(kind); n++)
		if (f->m->process[op->process].fd[kind][n]) {
			op->fd = (struct op_ref){ (uint8_t)kind, n };
			consider(f, op);
		}
}

/* A mapping can be there without its fd. */
static bool is_there(const struct model *m, const struct op *op, enum op_kind kind, uint8_t n)
{
	const struct model_process *p = &m->process[op->process];

	if (op->code == OP_MUNMAP_DEVICE)
		return p->mapped_device[n];
	if (op->code == OP_MUNMAP_TABLE)
		return p->mapped_table[n];
	return p->fd[kind][n];
}

static void consider_objects(struct found *f, struct op *op, enum op_kind kind)
{
	for (uint8_t n = 0; n < op_names(kind); n++)
		if (is_there(f->m, op, kind, n)) {
			op->self = (struct op_ref){ (uint8_t)kind, n };
			consider_fds(f, op);
		}
}

static void consider_way(struct found *f, enum op_code code, uint8_t process)
{
	struct op op = { .code = (uint8_t)code, .process = process };
	enum op_kind kind = op_desc(code)->self;

	if (code == OP_EXIT) {
		consider(f, &op);
	} else if (code == OP_CLOSE) {
		for (kind = OP_CONTAINER; kind <= OP_KVM_VFIO; kind++)
			consider_objects(f, &op, kind);
	} else {
		consider_objects(f, &op, kind);
	}
}

bool generate_teardown(const struct model *m, struct prng *prng, struct op *op)
{
	struct found f = { m, prng, op, 0 };
	unsigned int nr = sizeof(ways) / sizeof(ways[0]);
	unsigned int first = (unsigned int)prng_below(prng, nr);

	/* the first way by chance, and each of the others if there is nothing in it */
	for (unsigned int i = 0; i < nr && !f.nr; i++)
		for (uint8_t p = 0; p < OP_PROCESSES; p++)
			if (m->process[p].alive)
				consider_way(&f, ways[(first + i) % nr], p);
	return f.nr;
}
