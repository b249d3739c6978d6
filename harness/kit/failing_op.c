// SPDX-License-Identifier: GPL-2.0-only
#include "failing_op.h"

void failing_op_judge(struct test *t, const struct op *op, const struct fault_law *law,
		      struct inner *inner)
{
	/* the inner test outlives this call */
	static struct faulty faulty;

	faulty = (struct faulty){ .op = op, .law = law ? *law : (struct fault_law){ 0 } };
	faulty.decl = (struct test_decl){ .name = t->decl->name, .data = &faulty };
	inner_init(t, inner, &faulty.decl);
	faults_run(&inner->test);
}
