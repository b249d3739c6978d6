// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: lab.no_check
 * Comes to its end without having looked at anything; it is run only when it is named. That must
 * not be a pass; `make check` looks at it.
 *
 * Source: harness/test.h, t_checked()
 */
#include "../test.h"

static void run(struct test *t)
{
	t_case(t, "nothing");
}

TCELIFE_TEST(lab_no_check, .name = "lab.no_check", .run = run, .only_by_name = true);
