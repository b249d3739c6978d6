/* SPDX-License-Identifier: GPL-2.0-only */
/* All tests of this binary: each file under tests/ puts its own in, there is no list to edit. */
#ifndef TCELIFE_CATALOGUE_H
#define TCELIFE_CATALOGUE_H

#include "../lib/why.h"
#include "options.h"
#include "test.h"

struct catalogue {
	const struct test_decl **test; /* sorted by name */
	unsigned int nr;
};

/* Every test. -EEXIST with @why if two have the same name. */
int catalogue_all(struct catalogue *c, struct why *why);

/*
 * Those that the globs name; none: all but those that want to be named. -ENOENT
 * with a near match if a glob names nothing.
 */
int catalogue_select(struct catalogue *c, char **globs, unsigned int nr_globs, struct why *why);

/* Free the list; the tests live for ever. */
void catalogue_free(struct catalogue *c);

#endif
