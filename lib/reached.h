/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Which counters of a build were ever raised by something that is kept, and which are raised for
 * the first time. A counter is a line `FILE NUMBER`, its place in that file; a history is a text
 * of such lines, in any order, and good for the build that it was made with only.
 */
#ifndef TCELIFE_REACHED_H
#define TCELIFE_REACHED_H

#include <stdbool.h>
#include <stdio.h>

#include "gcda.h"

#define REACHED_FILES	   32
#define REACHED_NAME_BYTES 64

struct reached_file {
	char name[REACHED_NAME_BYTES]; /* without a blank */
	unsigned int nr;
	uint64_t *last; /* each counter as it was when last looked at */
	bool *ever;
	bool *new; /* by the last look */
	unsigned int nr_new;
};

struct reached {
	uint64_t build; /* all identities of files together */
	unsigned int nr_files, nr_counters, nr_ever;
	struct reached_file file[REACHED_FILES];
};

/*
 * One more file, whose counters are as in @counts now: what was raised until now was raised by
 * nobody. 0, -ENOSPC behind REACHED_FILES, -ENAMETOOLONG, -ENOMEM.
 */
int reached_add(struct reached *r, const char *name, const struct gcda *g, const uint64_t *counts);

/* Take over a history. Lines that name no counter (comments, say) do not count. */
void reached_load(struct reached *r, const char *history);

/*
 * The counters of file @n are as in @counts now. Those that have been raised since the last look
 * and never before are new, and raised from now on, if it is to count (@counted): how many.
 */
unsigned int reached_look(struct reached *r, unsigned int n, const uint64_t *counts, bool counted);

/* The lines of what the last look at each file found new. */
void reached_write_new(const struct reached *r, FILE *f);

/* The same as `book3s_64_vio 3, container 1`. */
void reached_describe_new(const struct reached *r, FILE *f);

/* Free what was added; *@r is empty then. */
void reached_free(struct reached *r);

#endif
