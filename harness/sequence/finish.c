// SPDX-License-Identifier: GPL-2.0-only
#include "finish.h"

#define LOOKS 12 /* entries that are looked at */

/* As the kernel would be if it did what it should. */
static void imagine(struct model *m, const struct op *op)
{
	struct model_answer answer;
	struct op_result result;

	if (!model_can(m, op))
		return;
	model_predict(m, op, &answer);
	model_play(&answer, &result);
	model_take(m, op, &result);
}

/* Who has the VM and may run it. */
static bool find_caller(const struct model *m, model_id vm, struct op *op)
{
	for (uint8_t p = 0; p < OP_PROCESSES; p++)
		for (uint8_t n = 0; n < OP_VMS; n++) {
			op->process = p;
			op->self = (struct op_ref){ .kind = OP_VM, .n = n };
			if (m->process[p].alive && model_object(m, p, op->self) == vm &&
			    m->process[p].mm == m->vm[vm - 1].mm)
				return true;
		}
	return false;
}

static unsigned int count_entries(const struct model *m)
{
	struct model_seen_entry entry;
	unsigned int nr = 0;

	for (uint32_t cursor = 0; model_next_entry(m, &cursor, &entry);)
		nr++;
	return nr;
}

/* Every so many of them, so that all tables and both ends have a chance. */
static unsigned int add_looks(const struct model *m, struct prng *prng, struct op *ops,
			      unsigned int nr_ops)
{
	unsigned int step = count_entries(m) / LOOKS + 1, n = (unsigned int)prng_below(prng, step);
	struct model_seen_entry entry;

	for (uint32_t cursor = 0; model_next_entry(m, &cursor, &entry); n++) {
		struct op op = { .code = OP_H_GET_TCE, .arg = { entry.liobn, entry.ioba } };

		if (n % step == 0 && find_caller(m, entry.vm, &op))
			ops[nr_ops++] = op;
	}
	return nr_ops;
}

unsigned int finish_sequence(const struct model *start, uint64_t seed, struct op *ops,
			     unsigned int nr_ops)
{
	struct prng prng = prng_seed(seed);
	static struct model m;

	m = *start;
	for (unsigned int i = 0; i < nr_ops; i++)
		imagine(&m, &ops[i]);
	nr_ops = add_looks(&m, &prng, ops, nr_ops);
	while (nr_ops < PLAY_MAX && generate_teardown(&m, &prng, &ops[nr_ops]))
		imagine(&m, &ops[nr_ops++]);
	return nr_ops;
}
