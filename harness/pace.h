/* SPDX-License-Identifier: GPL-2.0-only */
/* How slow the devices are at hand: limits of time are multiples of it. */
#ifndef TCELIFE_PACE_H
#define TCELIFE_PACE_H

#include "../lib/vfio.h"

/*
 * How many times as long as usual a test may take on @targets: 1, and one more for each second
 * that it takes to open all of them and close them again. 1, too, for those that do not open.
 */
unsigned int pace_of(const struct vfio_target *targets, unsigned int nr_targets);

#endif
