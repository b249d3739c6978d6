// SPDX-License-Identifier: GPL-2.0-only
#include "slabs.h"

#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "slurp.h"

static const char *line_behind(const char *line)
{
	const char *end = strchr(line, '\n');

	return end ? end + 1 : line + strlen(line);
}

void slabs_parse(struct slabs *s, const char *text)
{
	s->nr = 0;
	for (const char *line = text; *line && s->nr < SLABS_MAX; line = line_behind(line)) {
		struct slab *slab = &s->slab[s->nr];

		/* The two lines at the head have no number there. */
		if (sscanf(line, "%31s %ld", slab->name, &slab->objects) == 2)
			s->nr++;
	}
}

void slabs_read(struct slabs *s)
{
	char *text = slurp("/proc/slabinfo");

	slabs_parse(s, text ?: "");
	free(text);
}

long slabs_objects(const struct slabs *s, const char *name)
{
	for (unsigned int i = 0; i < s->nr; i++)
		if (!strcmp(s->slab[i].name, name))
			return s->slab[i].objects;
	return LONG_MAX;
}

/* From the count before this one. */
static long rise(const struct slabs *now, const struct slab *slab)
{
	long before = slabs_objects(now - 1, slab->name);

	return before == LONG_MAX ? 0 : slabs_objects(now, slab->name) - before;
}

static bool is_rising(const struct slabs *counts, unsigned int nr, const struct slab *slab,
		      long least)
{
	if (!strcmp(slab->name, "vmap_area"))
		return false;
	for (unsigned int i = 1; i < nr; i++)
		if (rise(&counts[i], slab) < least)
			return false;
	return true;
}

const struct slab *slabs_rising(const struct slabs *counts, unsigned int nr, long least)
{
	const struct slabs *end = &counts[nr - 1];
	const struct slab *most = NULL;

	for (unsigned int i = 0; i < end->nr; i++)
		if (is_rising(counts, nr, &end->slab[i], least) &&
		    (!most || rise(end, &end->slab[i]) > rise(end, most)))
			most = &end->slab[i];
	return most;
}
