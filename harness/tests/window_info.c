// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: window.info
 * What a container says of the windows that it can have is the same whatever windows there are:
 * none yet, the default one, one of another size in its place, two, or none any more.
 *
 * Source: include/uapi/linux/vfio.h, struct vfio_iommu_spapr_tce_info and its ddw: "the maximum
 * number of windows"
 */
#include "../kit/tce.h"

static void expect_same(struct test *t, const struct rig *rig,
			const struct vfio_iommu_spapr_tce_info *before, const char *when)
{
	struct vfio_iommu_spapr_tce_info now;

	t_case(t, "%s", when);
	vfio_spapr_info(rig->container_fd, &now);
	t_expect(t, now.flags == before->flags, "flags 0x%x, were 0x%x", now.flags, before->flags);
	t_expect(t,
		 now.dma32_window_start == before->dma32_window_start &&
			 now.dma32_window_size == before->dma32_window_size,
		 "the 32-bit window is 0x%x bytes from 0x%x, was 0x%x from 0x%x",
		 now.dma32_window_size, now.dma32_window_start, before->dma32_window_size,
		 before->dma32_window_start);
	t_expect(t, !memcmp(&now.ddw, &before->ddw, sizeof(now.ddw)),
		 "page sizes 0x%llx, %u windows, %u levels; were 0x%llx, %u, %u",
		 (unsigned long long)now.ddw.pgsizes, now.ddw.max_dynamic_windows_supported,
		 now.ddw.levels, (unsigned long long)before->ddw.pgsizes,
		 before->ddw.max_dynamic_windows_supported, before->ddw.levels);
}

static void run(struct test *t)
{
	struct dma_window w = { .page_shift = 12, .levels = 1, .size_bytes = 1 << 20 }, second = w;
	struct vfio_iommu_spapr_tce_info before;
	struct rig rig;

	rig_open(&rig, t_targets(t), NULL, RIG_MEMORY);
	vfio_spapr_info(rig.container_fd, &before);
	vfio_window_create(rig.container_fd, &second);
	expect_same(t, &rig, &before, "the default window, and another one");
	vfio_window_remove(rig.container_fd, 0);
	expect_same(t, &rig, &before, "that one alone");
	vfio_window_create(rig.container_fd, &w);
	expect_same(t, &rig, &before, "one of another size in the place of the default one");
	vfio_window_remove(rig.container_fd, w.start_bytes);
	vfio_window_remove(rig.container_fd, second.start_bytes);
	expect_same(t, &rig, &before, "none");

	t_case(t, "close");
	t_rig_close(t, &rig);
	t_expect_nothing_held(t);
}

TCELIFE_TEST(window_info, .name = "window.info", .run = run, .needs = NEEDS_KVM | NEEDS_GROUP);
