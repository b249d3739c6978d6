/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The bypass of a PHB: while the host has the device, I/O addresses from where a second DMA window
 * would be are all of its memory; arch/powerpc/platforms/powernv/pci-ioda.c:
 * pnv_pci_ioda2_set_bypass(). Who is given the group must not have it.
 */
#ifndef TCELIFE_BYPASS_H
#define TCELIFE_BYPASS_H

#include "../../lib/fault.h"
#include "../test.h"

/*
 * Where it would be, in *@start_bytes: the device of @rig, open up to its window, has read memory
 * through a second window there, which is gone again. False, with the case skipped: it cannot.
 */
bool t_bypass_is_in_sight(struct test *t, struct rig *rig, uint64_t *start_bytes);

/* Does the device read the first page of the DMA memory through the bypass? */
bool t_bypass_reaches(struct test *t, struct rig *rig, uint64_t start_bytes);

#endif
