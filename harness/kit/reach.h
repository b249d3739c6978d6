/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * For the dma.* tests, in the place of test.h: what a device reaches, said in
 * the words of a test. On the edu device each transfer takes a tenth of a second.
 */
#ifndef TCELIFE_REACH_H
#define TCELIFE_REACH_H

#include "tce.h"

/* What a device can do to memory; as the bits of a TCE. */
#define REACH_NONE  0u
#define REACH_READ  TCE_PCI_READ
#define REACH_WRITE TCE_PCI_WRITE
#define REACH_BOTH  (REACH_READ | REACH_WRITE)

#define REACH_BYTES 512 /* that are moved for a look */

/* A place that the guest may map: an IOMMU page of the window, an offset in the DMA memory. */
struct place {
	uint64_t page;
	uint64_t offset_bytes;
};

/* Let the guest map @place for @allowed (REACH_*); must be answered H_SUCCESS by the kernel. */
void t_guest_map(struct test *t, struct rig *rig, struct place place, unsigned int allowed);

/*
 * What group 0's device of @io can do, at the I/O address of @place, to the memory
 * of @mem there. t_error() if that cannot be told. Five transfers or more.
 */
unsigned int t_reach(struct test *t, struct rig *io, const struct rig *mem, struct place place);

/* The device of group 0 reaches @place for exactly @want; else the case fails. */
bool t_expect_reach(struct test *t, struct rig *rig, struct place place, unsigned int want,
		    const char *when);

/* It writes @place, or does not; for where one direction is enough: half the time. */
void t_expect_written(struct test *t, struct rig *rig, struct place place, bool want,
		      const char *when);

/*
 * Group 0's device moves data through @place, there and back, or it does not, whatever else it can
 * do: for those who have seen it work, and want a no to be the kernel's.
 */
bool reach_moves(struct rig *rig, struct place place);

/* It reaches it in both directions; else t_error(): nothing could be said of the end of it. */
void t_must_reach(struct test *t, struct rig *rig, struct place place);

/*
 * KVM has let go of @place, and the container has not: it owns the window and what is in it, so
 * whether the device still reaches the page is said, not judged. Unmapped by the container, the
 * page must be out of reach.
 */
void t_container_takes_back(struct test *t, struct rig *rig, struct place place);

/* "reads and writes it" and so on. */
const char *reach_text(unsigned int reach);

#endif
