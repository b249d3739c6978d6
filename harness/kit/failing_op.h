/* SPDX-License-Identifier: GPL-2.0-only */
/* In the place of test.h, for selfcheck.faults: operations that do wrong on purpose. */
#ifndef TCELIFE_KIT_FAILING_OP_H
#define TCELIFE_KIT_FAILING_OP_H

#include "../../lib/fault.h"
#include "../../lib/klog.h"
#include "../faults/faulty.h"
#include "selfcheck.h"

/* Judge @op as faults.<operation> would, in a test inside @t; what that says is in @inner. */
void failing_op_judge(struct test *t, const struct op *op, const struct fault_law *law,
		      struct inner *inner);

#endif
