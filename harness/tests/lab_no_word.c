// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: lab.no_word
 * Ends as a test does that has said what is wrong with the machine, and has said nothing; it is run
 * only when it is named. That must not look like a pass; `make check` looks at it.
 *
 * Source: lib/verdict.h
 */
#include "../test.h"

static void run(struct test *t)
{
	(void)t;
	_exit(EXIT_STATUS_ERROR);
}

TCELIFE_TEST(lab_no_word, .name = "lab.no_word", .run = run, .only_by_name = true);
