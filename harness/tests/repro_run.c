// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: repro.run
 * Runs a program that is no part of tcelife, `tests/repro.run/program` among the results, with
 * the device's address (or those of two) as its argument, and judges the kernel as after any other
 * test: what a reproducer for a bug report is tried out by. Its exit status: 0 nothing seen, 1 a
 * sign of trouble, 2 it could not set itself up.
 *
 * Source: scripts/minimise, which puts it there
 */
#include "../kit/program.h"

static void run(struct test *t)
{
	int status;

	t_case(t, "the program");
	status = program_run(t);
	t_checked(t);
	if (WIFSIGNALED(status))
		t_fail(t, "killed by signal %d", WTERMSIG(status));
	else if (WEXITSTATUS(status) == 1)
		t_fail(t, "it has seen a sign of trouble");
	else if (WEXITSTATUS(status))
		t_error(t, "it could not set itself up: status %d, see the log",
			WEXITSTATUS(status));
}

TCELIFE_TEST(repro_run, .name = "repro.run", .run = run, .needs = NEEDS_GROUP | NEEDS_KVM,
	     .only_by_name = true, .hang_s = 900, .data = "not to be repeated");
