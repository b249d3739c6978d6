/* SPDX-License-Identifier: GPL-2.0-only */
/* Which operations race with which: the tests race.A.B, made from the table of operations. */
#ifndef TCELIFE_RACE_PAIR_H
#define TCELIFE_RACE_PAIR_H

#include "../test.h"
#include "op.h"

#define PAIR_NAME_BYTES 64

struct pair {
	char name[PAIR_NAME_BYTES]; /* race.group_del.table_close+h_put */
	const struct op *op[2];	    /* in the order of their names */
	const struct op *third;	    /* a stream of hypercalls beside them, or NULL */
	struct test_decl decl;
};

/* True if the two work on the same kernel object, and on the same kind of container. */
bool pair_makes_sense(const struct op *a, const struct op *b);

/* What keeps the two apart by the kernel's design ("kvm->lock"), or NULL: nothing. */
const char *pair_kept_apart_by(const struct pair *p);

/* Every pair that makes sense, made once; the number of them in *@nr. */
struct pair *const *pairs_all(unsigned int *nr);

/*
 * The pair of this name: any two operations in any order, `+stream` or `+<hypercall>` for a
 * third party. NULL: no such name.
 */
struct pair *pair_named(const char *name);

/* The body of these tests; race_test.c. */
void pair_run(struct test *t);

#endif
