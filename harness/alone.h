/* SPDX-License-Identifier: GPL-2.0-only */
/* One run at a time: two would take each other's devices, and count what the other one holds. */
#ifndef TCELIFE_ALONE_H
#define TCELIFE_ALONE_H

#include "../lib/why.h"

/*
 * From now on, until this process and its children are gone, nobody else is. 0, also for who may
 * write nothing to /run, and so can take no device; -EBUSY and @why: a run is under way, or a
 * thread of one is left; -errno of mkdir(2), open(2) or flock(2) and @why.
 */
int alone(struct why *why);

#endif
