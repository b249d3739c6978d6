/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What each fact of a scene is: what it needs, how it is made and taken away; for scene.c and
 * those who make them.
 */
#ifndef TCELIFE_RACE_FACT_H
#define TCELIFE_RACE_FACT_H

#include "scene.h"

struct fact_how {
	const char *name;
	uint32_t needs;		      /* directly */
	int (*make)(struct scene *s); /* 0 or -errno */
	/* Take away what may or may not be there: 0, also if it is not there, or -errno. */
	int (*undo)(struct scene *s);
};

/* That of one fact; static storage. */
const struct fact_how *fact_how(enum fact fact);

#endif
