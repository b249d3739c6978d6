// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: lab.idle_case
 * One case looks at something, the one after it at nothing; it is run only when it is named. That
 * must not be a pass of the second; `make check` looks at it.
 *
 * Source: harness/test.h, t_checked()
 */
#include "../test.h"

static void run(struct test *t)
{
	t_case(t, "busy");
	t_expect(t, getpid() > 0, "there is no process");
	t_case(t, "idle");
}

TCELIFE_TEST(lab_idle_case, .name = "lab.idle_case", .run = run, .only_by_name = true);
