// SPDX-License-Identifier: GPL-2.0-only
#include "faulty.h"

#define PREFIX "faults."
#define HANG_S 120 /* for one allocation that fails, and for a look at all memory */

/* The linker makes these of the sections that FAULT_OP() and FAULT_LAW() fill. */
extern const struct op *const __start_tcelife_fault_ops[];
extern const struct op *const __stop_tcelife_fault_ops[];
extern const struct fault_law *const __start_tcelife_fault_laws[];
extern const struct fault_law *const __stop_tcelife_fault_laws[];

static struct fault_law law_for(const struct op *op)
{
	for (const struct fault_law *const *l = __start_tcelife_fault_laws;
	     l < __stop_tcelife_fault_laws; l++)
		if (!strcmp((*l)->op, op->name))
			return **l;
	return (struct fault_law){ .op = op->name };
}

static struct faulty *new_faulty(const struct op *op)
{
	struct faulty *f = calloc(1, sizeof(*f));

	f->op = op;
	f->law = law_for(op);
	snprintf(f->name, sizeof(f->name), PREFIX "%s", op->name);
	f->decl = (struct test_decl){
		.name = f->name,
		.run = faults_run,
		.needs = ops_machine(op, NULL, NULL) | NEEDS_FAULT_INJECTION,
		.hang_s = HANG_S,
		.data = f,
	};
	return f;
}

struct faulty *const *faulty_all(unsigned int *nr)
{
	static struct faulty **all;
	static unsigned int nr_all;
	unsigned int nr_ops, nr_own = __stop_tcelife_fault_ops - __start_tcelife_fault_ops;
	const struct op *const *ops = ops_all(&nr_ops);

	if (!all) {
		all = calloc(nr_ops + nr_own, sizeof(*all));
		for (unsigned int i = 0; i < nr_ops; i++)
			all[nr_all++] = new_faulty(ops[i]);
		for (unsigned int i = 0; i < nr_own; i++)
			all[nr_all++] = new_faulty(__start_tcelife_fault_ops[i]);
	}
	*nr = nr_all;
	return all;
}
