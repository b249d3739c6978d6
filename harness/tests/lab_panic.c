// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: lab.panic
 * Crashes the kernel, and is run only when it is named: the twin of what the laboratory promises,
 * that a machine which goes down under a test becomes a failure of that test and costs one boot.
 * It is meant to fail; `make check` looks at how.
 *
 * Source: Documentation/admin-guide/sysrq.rst
 */
#include "../test.h"

static void run(struct test *t)
{
	t_case(t, "crash");
	spit("/proc/sysrq-trigger", "c");
	t_error(t, "the kernel did not crash; is sysrq allowed (kernel.sysrq)?");
}

TCELIFE_TEST(lab_panic, .name = "lab.panic", .run = run, .only_by_name = true);
