// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: lab.cannot_judge
 * One case is skipped, which is its own affair; of another there is too little evidence, and that
 * speaks for the whole test. It is run only when it is named; `make check` looks at the reason.
 *
 * Source: harness/test.h, t_cannot_judge()
 */
#include "../test.h"

static void run(struct test *t)
{
	t_case(t, "there");
	t_expect(t, getpid() > 0, "there is no process");
	t_case(t, "skipped");
	t_skip(t, "of no concern");
	t_case(t, "met");
	t_cannot_judge(t, "too few");
}

TCELIFE_TEST(lab_cannot_judge, .name = "lab.cannot_judge", .run = run, .only_by_name = true);
