/* SPDX-License-Identifier: GPL-2.0-only */
/* What the machine must offer: asked by each test before it runs, shown by the doctor. */
#ifndef TCELIFE_REQUIREMENTS_H
#define TCELIFE_REQUIREMENTS_H

#include <stdbool.h>
#include <stddef.h>

#include "../lib/vfio.h"

/* One requirement. The texts complete "... : <found>; <why it matters>; <remedy>". */
struct requirement {
	const char *name;
	unsigned int needs; /* NEEDS_* that fail without it; 0: only makes results weaker */
	const char *why, *remedy;
	/* True if it is there; @found says what was found either way. */
	bool (*present)(const struct vfio_target *targets, unsigned int nr_targets, char *found,
			size_t found_bytes);
};

extern const struct requirement requirements[];
extern const unsigned int nr_requirements;

/* True if all that @needs names is there; else @reason is the reason and the remedy. */
bool requirements_met(unsigned int needs, const struct vfio_target *targets,
		      unsigned int nr_targets, char *reason, size_t reason_bytes);

#endif
