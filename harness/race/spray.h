/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Freed pages, taken into use again: the kernel's own use of a page that it has freed shows as a
 * write to memory that is somebody else's, without any kernel debugging. The pages are those of
 * pipes: unmovable ones, as most of the kernel's own are, so that they come from the same lists.
 */
#ifndef TCELIFE_RACE_SPRAY_H
#define TCELIFE_RACE_SPRAY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define SPRAY_PIPES 2

struct spray {
	int fd[SPRAY_PIPES][2];
	char *content, *back; /* as much as a pipe takes */
	size_t bytes, filled[SPRAY_PIPES];
};

/* 0 or -errno. */
int spray_open(struct spray *s);
void spray_close(struct spray *s);

/* Take the pages that were last freed on CPU @cpu into use, by pipe @n. Allocates nothing else. */
void spray_fill(struct spray *s, unsigned int n, int cpu);

/* Give all pages back. True if somebody has written to one of them: *@value at *@at_bytes. */
bool spray_was_hit(struct spray *s, uint64_t *value, size_t *at_bytes);

#endif
