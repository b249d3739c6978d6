// SPDX-License-Identifier: GPL-2.0-only
#include "reached.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

int reached_add(struct reached *r, const char *name, const struct gcda *g, const uint64_t *counts)
{
	struct reached_file *file = &r->file[r->nr_files];
	size_t nr = g->nr + 1; /* none is no reason to have no memory */

	if (r->nr_files == REACHED_FILES)
		return -ENOSPC;
	if (strlen(name) >= sizeof(file->name))
		return -ENAMETOOLONG;
	*file = (struct reached_file){ .nr = g->nr,
				       .last = calloc(nr, sizeof(*file->last)),
				       .ever = calloc(nr, sizeof(*file->ever)),
				       .new = calloc(nr, sizeof(*file->new)) };
	r->nr_files++;
	if (!file->last || !file->ever || !file->new)
		return -ENOMEM;
	snprintf(file->name, sizeof(file->name), "%s", name);
	memcpy(file->last, counts, g->nr * sizeof(*counts));
	r->nr_counters += g->nr;
	r->build = (r->build ^ g->identity) * 0x100000001b3ull;
	return 0;
}

static void mark(struct reached *r, const char *name, unsigned int counter)
{
	for (unsigned int i = 0; i < r->nr_files; i++) {
		struct reached_file *file = &r->file[i];

		if (strcmp(file->name, name) || counter >= file->nr || file->ever[counter])
			continue;
		file->ever[counter] = true;
		r->nr_ever++;
	}
}

void reached_load(struct reached *r, const char *history)
{
	char name[REACHED_NAME_BYTES];
	unsigned int counter;

	for (const char *line = history; line; line = strchr(line, '\n')) {
		line += *line == '\n';
		if (sscanf(line, "%63[^ \n] %u", name, &counter) == 2)
			mark(r, name, counter);
	}
}

/* Somebody may have set them all to 0 in between. */
static bool is_raised(uint64_t last, uint64_t now)
{
	return now && now != last;
}

unsigned int reached_look(struct reached *r, unsigned int n, const uint64_t *counts, bool counted)
{
	struct reached_file *file = &r->file[n];

	file->nr_new = 0;
	for (unsigned int i = 0; i < file->nr; i++) {
		file->new[i] = counted && !file->ever[i] && is_raised(file->last[i], counts[i]);
		file->ever[i] |= file->new[i];
		file->nr_new += file->new[i];
		file->last[i] = counts[i];
	}
	r->nr_ever += file->nr_new;
	return file->nr_new;
}

void reached_write_new(const struct reached *r, FILE *f)
{
	for (unsigned int n = 0; n < r->nr_files; n++)
		for (unsigned int i = 0; i < r->file[n].nr; i++)
			if (r->file[n].new[i])
				fprintf(f, "%s %u\n", r->file[n].name, i);
}

void reached_describe_new(const struct reached *r, FILE *f)
{
	const char *comma = "";

	for (unsigned int n = 0; n < r->nr_files; n++) {
		const char *slash = strrchr(r->file[n].name, '/');

		if (!r->file[n].nr_new)
			continue;
		fprintf(f, "%s%s %u", comma, slash ? slash + 1 : r->file[n].name,
			r->file[n].nr_new);
		comma = ", ";
	}
}

void reached_free(struct reached *r)
{
	for (unsigned int n = 0; n < r->nr_files; n++) {
		free(r->file[n].last);
		free(r->file[n].ever);
		free(r->file[n].new);
	}
	*r = (struct reached){ 0 };
}
