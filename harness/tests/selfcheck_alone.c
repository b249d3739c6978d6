// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: selfcheck.alone
 * While a run is under way no other one begins on this machine, and nobody gives its devices back:
 * both are refused with a word, and the status of an error, before they have touched anything.
 *
 * Source: harness/alone.h
 */
#include "../kit/selfcheck.h"

static void try_to(struct test *t, void *command)
{
	(void)t;
	execl("/proc/self/exe", "tcelife", command, NULL);
	_exit(EXIT_STATUS_PASS);
}

static void run(struct test *t)
{
	static char help[] = "--help", commands[][16] = { "run", "give-back" };

	for (unsigned int i = 0; i < ARRAY_SIZE(commands); i++) {
		int status;

		t_case(t, "%s", commands[i]);
		status = t_in_child_try(t, try_to, commands[i]);
		t_expect(t, WIFEXITED(status) && WEXITSTATUS(status) == EXIT_STATUS_ERROR,
			 "beside a run: wait status 0x%x", status);
	}
	t_case(t, "a command that takes nothing");
	t_expect(t, !t_in_child_try(t, try_to, help), "--help is refused, too");
}

TCELIFE_TEST(selfcheck_alone, .name = "selfcheck.alone", .run = run);
