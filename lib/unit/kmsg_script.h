/* SPDX-License-Identifier: GPL-2.0-only */
/* What lib/kmsg.c is told in the place of a kernel log, and by whom memory is given to it. */
#ifndef TCELIFE_KMSG_SCRIPT_H
#define TCELIFE_KMSG_SCRIPT_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

struct kmsg_answer {
	const char *record; /* NULL: refused with @error */
	int error;
};

/* What read(2) answers, one after the other; NULL: what it really does. */
extern const struct kmsg_answer *unit_kmsg_next;
extern bool unit_kmsg_no_memory;

ssize_t unit_kmsg_read(int fd, void *record, size_t bytes);
void *unit_kmsg_realloc(void *old, size_t bytes);

#endif
