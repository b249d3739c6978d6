/* SPDX-License-Identifier: GPL-2.0-only */
/* What the model must know of this machine, measured. */
#ifndef TCELIFE_SEQUENCE_MACHINE_H
#define TCELIFE_SEQUENCE_MACHINE_H

#include "../../lib/model/model.h"
#include "../../lib/rig.h"

/*
 * Measure with the groups of @targets, which nobody else has open; all is closed again. @release:
 * uname -r. 0, or -errno of what could not be made, with @what.
 */
int machine_measure(struct model_machine *machine, const struct vfio_target *targets,
		    unsigned int nr_targets, const char *release, const char **what);

#endif
