// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: dma.after_stuff
 * H_STUFF_TCE over two of four mapped pages: the device no longer reaches those two, and still
 * reaches their neighbours on either side.
 *
 * Source: PAPR, H_STUFF_TCE (arch/powerpc/include/asm/hvcall.h)
 */
#include "../kit/reach.h"

#define FIRST 8 /* of four IOMMU pages; the two in the middle are stuffed */

static struct place nth(unsigned int n)
{
	return (struct place){ .page = FIRST + n, .offset_bytes = (n + 1) * 65536ull };
}

static void run(struct test *t)
{
	struct rig rig;

	t_case(t, "data moves");
	rig_open(&rig, t_targets(t), NULL, RIG_READY);
	for (unsigned int n = 0; n < 4; n++)
		t_guest_map(t, &rig, nth(n), REACH_BOTH);
	t_must_reach(t, &rig, nth(1));
	t_must_reach(t, &rig, nth(2));

	t_case(t, "after H_STUFF_TCE");
	t_expect_h(t, guest_stuff_tce(&rig.cpu[0], rig.liobn, rig_ioba(&rig, FIRST + 1), 0, 2),
		   H_SUCCESS, "H_STUFF_TCE of two pages");
	t_expect_reach(t, &rig, nth(1), REACH_NONE, "the first page of the range");
	t_expect_written(t, &rig, nth(2), false, "the second page of the range");

	t_case(t, "its neighbours are left alone");
	t_expect_written(t, &rig, nth(0), true, "the page below");
	t_expect_written(t, &rig, nth(3), true, "the page above");

	t_case(t, "close");
	t_rig_close(t, &rig);
	t_expect_nothing_held(t);
}

TCELIFE_TEST(dma_after_stuff, .name = "dma.after_stuff", .run = run,
	     .needs = NEEDS_KVM | NEEDS_GROUP | NEEDS_DMA);
