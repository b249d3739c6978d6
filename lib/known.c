// SPDX-License-Identifier: GPL-2.0-only
#include "known.h"

#include "names.h"

bool known_globs_match(const struct known_globs *globs, const char *name)
{
	for (unsigned int i = 0; i < globs->nr; i++)
		if (names_glob(globs->glob[i], name))
			return true;
	return false;
}

static bool has_signature(const struct known_entry *e, const char *signature)
{
	for (unsigned int i = 0; i < e->nr_signatures; i++)
		if (names_glob(e->signature[i], signature))
			return true;
	return false;
}

const struct known_entry *known_match(const struct known *k, const char *test,
				      const char *test_case, const char *signature,
				      const char *release)
{
	struct known_release r;

	if (known_release_parse(&r, release))
		return NULL;
	for (unsigned int i = 0; i < k->nr_entries; i++) {
		const struct known_entry *e = &k->entries[i];

		if (known_globs_match(&e->tests, test) &&
		    (!e->test_case || (test_case && names_glob(e->test_case, test_case))) &&
		    known_affects(e, &r) && has_signature(e, signature))
			return e;
	}
	return NULL;
}

bool known_is_smallest(const struct known_entry *e, const char *test)
{
	return e->lethal.nr && names_glob(e->lethal.glob[0], test);
}

const struct known_entry *known_lethal(const struct known *k, const char *test, const char *release)
{
	const struct known_entry *found = NULL;
	struct known_release r;

	if (known_release_parse(&r, release))
		return NULL;
	for (unsigned int i = 0; i < k->nr_entries; i++) {
		const struct known_entry *e = &k->entries[i];

		if (!known_globs_match(&e->lethal, test) || !known_affects(e, &r))
			continue;
		if (known_is_smallest(e, test))
			return e;
		if (!found)
			found = e;
	}
	return found;
}
