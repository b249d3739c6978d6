// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: lab.silence
 * Stops the runner itself, and is run only when it is named: from outside the machine seems to
 * hang. The twin of what the laboratory promises of a machine that says nothing any more.
 * It is meant to time out; `make check` looks at how.
 *
 * Source: scripts/lab --help
 */
#include "../test.h"

static void run(struct test *t)
{
	t_case(t, "silence");
	kill(getppid(), SIGSTOP);
	pause();
	t_error(t, "the runner goes on");
}

TCELIFE_TEST(lab_silence, .name = "lab.silence", .run = run, .only_by_name = true);
