// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: dma.after_put_zero
 * After H_PUT_TCE of a TCE without permission bits the device no longer reaches the page; after
 * it was mapped once more it does again.
 *
 * Source: PAPR, H_PUT_TCE (arch/powerpc/include/asm/hvcall.h)
 */
#include "../kit/reach.h"

static void run(struct test *t)
{
	struct place place = { .page = 6, .offset_bytes = 65536 };
	struct rig rig;

	t_case(t, "data moves");
	rig_open(&rig, t_targets(t), NULL, RIG_READY);
	t_guest_map(t, &rig, place, REACH_BOTH);
	t_must_reach(t, &rig, place);

	t_case(t, "after a put of 0");
	t_expect_h(t, guest_put_tce(&rig.cpu[0], rig.liobn, rig_ioba(&rig, place.page), 0),
		   H_SUCCESS, "H_PUT_TCE of 0");
	t_expect_reach(t, &rig, place, REACH_NONE, "after a put of 0");

	t_case(t, "mapped once more");
	t_guest_map(t, &rig, place, REACH_BOTH);
	t_expect_reach(t, &rig, place, REACH_BOTH, "mapped once more");

	t_case(t, "close");
	t_rig_close(t, &rig);
	t_expect_nothing_held(t);
}

TCELIFE_TEST(dma_after_put_zero, .name = "dma.after_put_zero", .run = run,
	     .needs = NEEDS_KVM | NEEDS_GROUP | NEEDS_DMA);
