// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: dma.remap
 * A TCE put over another replaces it: the device then reaches the new page and no longer the
 * old one. A stale entry in the IOMMU's cache would show here, as would a TCE that was written
 * to KVM's copy of the table and not to the hardware's. Where user space maps pages anew, all of
 * them are for what it asks then.
 *
 * Source: PAPR, H_PUT_TCE (arch/powerpc/include/asm/hvcall.h); include/uapi/linux/vfio.h,
 * VFIO_DMA_MAP_FLAG_READ, VFIO_DMA_MAP_FLAG_WRITE
 */
#include "../kit/reach.h"

static void map(struct test *t, struct rig *rig, struct place first, uint32_t flags)
{
	t_expect_errno(t,
		       vfio_map_dma_try(rig->container_fd, rig_ioba(rig, first.page),
					rig_hva(rig, first.offset_bytes), 2 * 4096, flags),
		       0, "VFIO_IOMMU_MAP_DMA of two pages");
}

static void other_directions(struct test *t, struct rig *rig)
{
	struct place first = { .page = 8, .offset_bytes = 5 * 65536 };
	struct place second = { .page = 9, .offset_bytes = 5 * 65536 + 4096 };

	t_case(t, "the same pages for other directions");
	map(t, rig, first, VFIO_DMA_MAP_FLAG_READ);
	map(t, rig, first, VFIO_DMA_MAP_FLAG_READ | VFIO_DMA_MAP_FLAG_WRITE);
	t_expect_reach(t, rig, second, REACH_BOTH, "the second page, mapped for both");
	map(t, rig, first, VFIO_DMA_MAP_FLAG_READ);
	t_expect_reach(t, rig, second, REACH_READ, "the second page, mapped to be read");
	t_expect_errno(t,
		       vfio_unmap_dma_try(rig->container_fd, rig_ioba(rig, first.page), 2 * 4096),
		       0, "VFIO_IOMMU_UNMAP_DMA");
}

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
	other_directions(t, &rig);

	t_case(t, "close");
	t_rig_close(t, &rig);
	t_expect_nothing_held(t);
}

TCELIFE_TEST(dma_remap, .name = "dma.remap", .run = run,
	     .needs = NEEDS_KVM | NEEDS_GROUP | NEEDS_DMA);
