/* SPDX-License-Identifier: GPL-2.0-only */
/* The list of known issues that this binary carries: harness/known-issues. */
#ifndef TCELIFE_KNOWN_LIST_H
#define TCELIFE_KNOWN_LIST_H

#include "../lib/known.h"

/* Load the built-in list, or the file at @path if not NULL. 0 or -errno with @why; known_free(). */
int known_list_load(struct known *k, const char *path, struct why *why);

#endif
