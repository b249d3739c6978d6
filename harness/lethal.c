// SPDX-License-Identifier: GPL-2.0-only
#include "lethal.h"

#include <string.h>

static bool is_named_in_full(const struct lethal *l, const char *test)
{
	for (unsigned int i = 0; i < l->nr_named; i++)
		if (!strcmp(l->named[i], test))
			return true;
	return false;
}

/* The test of this run that speaks for all by which @e kills the machine, or NULL. */
static const char *speaker(const struct lethal *l, const struct known_entry *e)
{
	for (unsigned int i = 0; i < l->nr_run; i++)
		if (known_is_smallest(e, l->run[i]->name))
			return l->run[i]->name;
	return NULL;
}

/* In the lab. */
static bool is_spoken_for(const struct lethal *l, const struct known_entry *e, const char *test,
			  char *reason, size_t reason_bytes)
{
	const char *by = speaker(l, e);

	if (!by || l->longer || known_is_smallest(e, test) || is_named_in_full(l, test))
		return false;
	snprintf(reason, reason_bytes,
		 "held back: known issue %s kills the machine, %s speaks for it; LETHAL=1 runs it",
		 e->id, by);
	return true;
}

bool lethal_is_held_back(const struct lethal *l, const char *test, char *reason,
			 size_t reason_bytes)
{
	const struct known_entry *e = known_lethal(l->known, test, l->release);

	if (!e || l->all)
		return false;
	if (l->lab)
		return is_spoken_for(l, e, test, reason, reason_bytes);
	snprintf(reason, reason_bytes,
		 "held back: known issue %s kills the machine; LETHAL=1 runs it", e->id);
	return true;
}

enum turn { HARMLESS, MAY_KILL, ENDS_BOOT, NR_TURNS };

/* How it ends says an issue's first signature: in a thread that is stuck, or dead. */
static bool ends_boot(const struct known_entry *e)
{
	return !strncmp(e->signature[0], "stuck ", strlen("stuck ")) ||
	       strstr(e->signature[0], " was killed in the kernel");
}

static enum turn turn_of(const struct lethal *l, const char *test)
{
	const struct known_entry *e = known_lethal(l->known, test, l->release);
	char reason[200];

	if (!e || lethal_is_held_back(l, test, reason, sizeof(reason)))
		return HARMLESS;
	return ends_boot(e) ? ENDS_BOOT : MAY_KILL;
}

void lethal_last(const struct lethal *l, const struct test_decl **to)
{
	for (enum turn turn = 0; turn < NR_TURNS; turn++)
		for (unsigned int i = 0; i < l->nr_run; i++)
			if (turn_of(l, l->run[i]->name) == turn)
				*to++ = l->run[i];
}

void lethal_describe(FILE *out, const struct known *known, const char *release)
{
	struct known_release r;

	if (known_release_parse(&r, release))
		return;
	for (unsigned int i = 0; i < known->nr_entries; i++) {
		const struct known_entry *e = &known->entries[i];

		if (!e->lethal.nr || !known_affects(e, &r))
			continue;
		fprintf(out, "lethal   %s: kills this kernel, so held back on hardware:", e->id);
		for (unsigned int g = 0; g < e->lethal.nr; g++)
			fprintf(out, " %s", e->lethal.glob[g]);
		fprintf(out, "\n         %-15s why: %s\n", "", e->title ?: "");
		fprintf(out, "         %-15s run them all the same: LETHAL=1\n", "");
	}
}
