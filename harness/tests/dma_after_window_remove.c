// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: dma.after_window_remove
 * The hardware table itself is let go: the container removes the window while KVM's table is
 * still tied to it. The device no longer reaches the page: not while there is no window, and not
 * through a new window at the same I/O addresses. KVM's hold on the old table must neither keep
 * it in the hardware nor make its removal fail.
 *
 * Source: include/uapi/linux/vfio.h, VFIO_IOMMU_SPAPR_TCE_REMOVE: "Unprograms a TCE table from
 * all groups in the container and destroys it"
 */
#include "../kit/reach.h"

/* With no window there is no staging page either: what the device holds must be loaded before. */
static void expect_no_push(struct test *t, struct rig *rig, struct place place,
			   const unsigned char *loaded)
{
	unsigned char *mem = rig_hva(rig, place.offset_bytes);
	int ret;

	memset(mem, 0, REACH_BYTES);
	ret = dma_push_try(rig_dma(rig, 0), rig_ioba(rig, place.page), REACH_BYTES);
	if (ret && ret != -EIO)
		t_error(t, "the device was not told to write: %s", strerror(-ret));
	t_expect(t, memcmp(mem, loaded, REACH_BYTES), "the device writes through a removed window");
	for (unsigned int i = 0; i < REACH_BYTES; i++)
		if (mem[i])
			return t_fail(t, "something wrote to the page");
}

static void run(struct test *t)
{
	struct place place = { .page = 4, .offset_bytes = 65536 };
	unsigned char loaded[REACH_BYTES];
	struct rig rig;

	t_case(t, "data moves");
	rig_open(&rig, t_targets(t), NULL, RIG_READY);
	t_guest_map(t, &rig, place, REACH_BOTH);
	t_must_reach(t, &rig, place);

	t_case(t, "while there is no window");
	memset(loaded, 0xa5, sizeof(loaded));
	if (dma_load_try(rig_dma(&rig, 0), loaded, sizeof(loaded)))
		t_error(t, "the device cannot be loaded");
	t_expect_errno(t, vfio_window_remove_try(rig.container_fd, rig.window.start_bytes), 0,
		       "VFIO_IOMMU_SPAPR_TCE_REMOVE");
	expect_no_push(t, &rig, place, loaded);

	t_case(t, "through a new window");
	vfio_window_create(rig.container_fd, &rig.window);
	if (dma_recover_try(rig_dma(&rig, 0)))
		t_error(t, "the device did not come back after a refused transfer");
	t_expect_reach(t, &rig, place, REACH_NONE, "through a new window");

	t_case(t, "close");
	t_rig_close(t, &rig);
	t_expect_nothing_held(t);
}

TCELIFE_TEST(dma_after_window_remove, .name = "dma.after_window_remove", .run = run,
	     .needs = NEEDS_KVM | NEEDS_GROUP | NEEDS_DMA);
