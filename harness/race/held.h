/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Held races: one operation stands still in the kernel where it touches memory, another runs
 * from beginning to end, and then the first goes on. No luck is needed. The tests
 * held.<grip>.<operation> are made from the two tables.
 */
#ifndef TCELIFE_RACE_HELD_H
#define TCELIFE_RACE_HELD_H

#include "../test.h"
#include "grip.h"

#define HELD_NAME_BYTES 64

struct held {
	char name[HELD_NAME_BYTES]; /* held.h_put_indirect.table_close */
	const struct grip *grip;
	const struct op *a; /* what is held */
	const struct op *b; /* what runs meanwhile; NULL: nothing, see grip->alone */
	struct test_decl decl;
};

/* Every one that makes sense, made once; the number of them in *@nr. */
struct held *const *held_all(unsigned int *nr);

/* The one of this name, also of those that make no sense by the tables; NULL: no such name. */
struct held *held_named(const char *name);

/* The body of these tests; held_test.c. */
void held_run(struct test *t);

#endif
