// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: dma.second_window
 * A second window comes and goes while the device works with the first one: neither may take the
 * first one's place in the hardware. What the guest maps is reached before, beside and after it.
 *
 * Source: Documentation/driver-api/vfio.rst, "PPC64 sPAPR implementation note", 6): two windows;
 * include/uapi/linux/vfio.h, VFIO_IOMMU_SPAPR_TCE_REMOVE
 */
#include "../kit/reach.h"

static void run(struct test *t)
{
	struct place place = { .page = 4, .offset_bytes = 65536 };
	struct place next = { .page = 9, .offset_bytes = 196608 };
	struct dma_window second = { .page_shift = 16, .levels = 1, .size_bytes = 32 << 20 };
	struct rig rig;

	t_case(t, "alone");
	rig_open(&rig, t_targets(t), NULL, RIG_READY);
	t_guest_map(t, &rig, place, REACH_BOTH);
	t_must_reach(t, &rig, place);

	t_case(t, "beside the second window");
	vfio_window_create(rig.container_fd, &second);
	t_diag(t, "the second window is at 0x%llx", (unsigned long long)second.start_bytes);
	t_expect(t, reach_moves(&rig, place), "the device no longer reaches what is mapped");

	t_case(t, "when it is gone");
	t_expect_errno(t, vfio_window_remove_try(rig.container_fd, second.start_bytes), 0,
		       "VFIO_IOMMU_SPAPR_TCE_REMOVE");
	t_expect(t, reach_moves(&rig, place), "the device no longer reaches what is mapped");
	t_guest_map(t, &rig, next, REACH_BOTH);
	t_expect(t, reach_moves(&rig, next), "it does not reach what was mapped since then");

	t_case(t, "close");
	t_rig_close(t, &rig);
	t_expect_nothing_held(t);
}

TCELIFE_TEST(dma_second_window, .name = "dma.second_window", .run = run,
	     .needs = NEEDS_KVM | NEEDS_GROUP | NEEDS_DMA);
