// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: dma.remap
 * A TCE put over another replaces it: the device then reaches the new page and no longer the
 * old one. A stale entry in the IOMMU's cache would show here, as would a TCE that was written
 * to KVM's copy of the table and not to the hardware's.
 *
 * Source: PAPR, H_PUT_TCE (arch/powerpc/include/asm/hvcall.h)
 */
#include "../kit/reach.h"

static void run(struct test *t)
{
	struct place before = { .page = 4, .offset_bytes = 65536 };
	struct place after = { .page = 4, .offset_bytes = 3 * 65536 };
	struct rig rig;

	t_case(t, "the first page");
	rig_open(&rig, t_targets(t), NULL, RIG_READY);
	t_guest_map(t, &rig, before, REACH_BOTH);
	t_must_reach(t, &rig, before);

	t_case(t, "another page in its place");
	t_guest_map(t, &rig, after, REACH_BOTH);
	t_expect_reach(t, &rig, after, REACH_BOTH, "the new page");
	t_expect_reach(t, &rig, before, REACH_NONE, "the old page");

	t_case(t, "close");
	t_rig_close(t, &rig);
	t_expect_nothing_held(t);
}

TCELIFE_TEST(dma_remap, .name = "dma.remap", .run = run,
	     .needs = NEEDS_KVM | NEEDS_GROUP | NEEDS_DMA);
