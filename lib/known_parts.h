/* SPDX-License-Identifier: GPL-2.0-only */
/* What the files of the list of known issues share, and nobody else needs. */
#ifndef TCELIFE_KNOWN_PARTS_H
#define TCELIFE_KNOWN_PARTS_H

#include "known.h"

/* The numbers at the start of @text, up to three; how many there are, and in @end what follows. */
unsigned int known_version_parse(struct known_release *r, const char *text, const char **end);

/* Below 0, 0 or above 0, as @a is the older, the same or the newer one. */
int known_release_compare(const struct known_release *a, const struct known_release *b);

#endif
