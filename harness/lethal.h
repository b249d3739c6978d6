/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Tests that are known to kill the kernel at hand. On hardware they are held back unless LETHAL=1.
 * In the lab a crash costs a boot: of the tests by which one bug kills the machine the smallest
 * speaks for the others, unless more is asked for (LETHAL=1, DUR=, or a test named in full). Those
 * that are run come last: all others have their results then, and the last one costs no boot.
 */
#ifndef TCELIFE_LETHAL_H
#define TCELIFE_LETHAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "../lib/known.h"
#include "test.h"

/* What there is to choose from, and what was asked for. */
struct lethal {
	const struct known *known;
	const char *release;		    /* uname -r */
	const struct test_decl *const *run; /* all tests of this run */
	unsigned int nr_run;
	char **named; /* on the command line */
	unsigned int nr_named;
	bool lab;    /* a machine that dies is booted again by itself */
	bool longer; /* DUR= */
	bool all;    /* LETHAL=1 */
};

/* True if @test of this run is held back; the reason and the remedy are in @reason then. */
bool lethal_is_held_back(const struct lethal *l, const char *test, char *reason,
			 size_t reason_bytes);

/*
 * Put l->run, all tests of this run, into @to, in the same order but for those that are known to
 * kill this kernel and are not held back: these come behind the others, and behind them those after
 * which this boot is good for nothing. @to has room for them.
 */
void lethal_last(const struct lethal *l, const struct test_decl **to);

/* What is known to kill this kernel, for the doctor. */
void lethal_describe(FILE *out, const struct known *known, const char *release);

#endif
