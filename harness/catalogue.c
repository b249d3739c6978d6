// SPDX-License-Identifier: GPL-2.0-only
#include "catalogue.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "faults/faulty.h"
#include "race/held.h"
#include "race/pair.h"
#include "sequence/saved.h"

/* The linker makes these of the section that TCELIFE_TEST() fills. */
extern const struct test_decl *const __start_tcelife_tests[];
extern const struct test_decl *const __stop_tcelife_tests[];

static int by_name(const void *a, const void *b)
{
	const struct test_decl *const *x = a, *const *y = b;

	return strcmp((*x)->name, (*y)->name);
}

int catalogue_all(struct catalogue *c, struct why *why)
{
	unsigned int nr_files = __stop_tcelife_tests - __start_tcelife_tests, nr_pairs, nr_held,
		     nr_faulty, nr_saved;
	struct pair *const *pairs = pairs_all(&nr_pairs);
	struct held *const *held = held_all(&nr_held);
	struct faulty *const *faulty = faulty_all(&nr_faulty);
	const struct test_decl *saved = saved_all(&nr_saved);

	c->nr = nr_files + nr_pairs + nr_held + nr_faulty + nr_saved;
	c->test = calloc(c->nr + 1, sizeof(*c->test));
	if (!c->test)
		return why_set(why, -ENOMEM, "out of memory");
	memcpy(c->test, __start_tcelife_tests, nr_files * sizeof(*c->test));
	for (unsigned int i = 0; i < nr_pairs; i++)
		c->test[nr_files + i] = &pairs[i]->decl;
	for (unsigned int i = 0; i < nr_held; i++)
		c->test[nr_files + nr_pairs + i] = &held[i]->decl;
	for (unsigned int i = 0; i < nr_faulty; i++)
		c->test[nr_files + nr_pairs + nr_held + i] = &faulty[i]->decl;
	for (unsigned int i = 0; i < nr_saved; i++)
		c->test[c->nr - nr_saved + i] = &saved[i];
	qsort(c->test, c->nr, sizeof(*c->test), by_name);
	for (unsigned int i = 1; i < c->nr; i++)
		if (!strcmp(c->test[i - 1]->name, c->test[i]->name))
			return why_set(why, -EEXIST, "two tests are named %s", c->test[i]->name);
	return 0;
}

static int nothing_named(const struct catalogue *c, const char *glob, struct why *why)
{
	const char **names = calloc(c->nr + 1, sizeof(*names));

	for (unsigned int i = 0; names && i < c->nr; i++)
		names[i] = c->test[i]->name;
	names_unknown(why, "test", glob, names, names ? c->nr : 0, "see tcelife list");
	free(names);
	return -ENOENT;
}

static bool names(const char *glob, const struct test_decl *decl)
{
	if (decl->only_by_name)
		return !strcmp(glob, decl->name);
	return names_glob(glob, decl->name);
}

/* A pair that is no test of a run by itself, or named the other way round. */
static bool find_pair(struct catalogue *c, const char *name, bool *wanted)
{
	struct pair *p = pair_named(name);
	struct held *h = p ? NULL : held_named(name);
	const struct test_decl *decl = p ? &p->decl : h ? &h->decl : NULL;

	for (unsigned int i = 0; decl && i < c->nr; i++)
		if (!strcmp(c->test[i]->name, decl->name)) {
			wanted[i] = true;
			return true;
		}
	if (!decl)
		return false;
	c->test[c->nr] = decl;
	wanted[c->nr++] = true;
	return true;
}

int catalogue_select(struct catalogue *c, char **globs, unsigned int nr_globs, struct why *why)
{
	unsigned int room = c->nr + nr_globs + 1, nr = 0;
	const struct test_decl **kept = calloc(room, sizeof(*kept));
	bool *wanted = calloc(room, sizeof(*wanted));
	int ret = 0;

	c->test = realloc(c->test, room * sizeof(*c->test));

	for (unsigned int g = 0; g < nr_globs && !ret; g++) {
		bool any = false;

		for (unsigned int i = 0; i < c->nr; i++)
			if (names(globs[g], c->test[i]))
				any = wanted[i] = true;
		if (!any && !find_pair(c, globs[g], wanted))
			ret = nothing_named(c, globs[g], why);
	}
	for (unsigned int i = 0; i < c->nr; i++)
		if (nr_globs ? wanted[i] : !c->test[i]->only_by_name)
			kept[nr++] = c->test[i];
	free(wanted);
	free(c->test);
	c->test = kept;
	c->nr = nr;
	return ret;
}

void catalogue_free(struct catalogue *c)
{
	free(c->test);
	*c = (struct catalogue){ 0 };
}
