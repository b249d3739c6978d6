// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: window.default_memlock
 * The default window is made when it is first needed, and its table is locked memory: with too
 * little of that allowed, whatever needs it is refused (ENOMEM) and counts nothing: to map, to
 * unmap, to make another window. With enough of it, all of them succeed.
 *
 * Source: Documentation/driver-api/vfio.rst, "PPC64 sPAPR implementation note", 5); getrlimit(2)
 */
#include "../kit/tce.h"

static void limited(struct test *t, void *arg)
{
	struct dma_window w = { .page_shift = 12, .levels = 1, .size_bytes = 1 << 20 };
	int64_t before_bytes;
	struct rig rig;

	(void)arg;
	rig_open(&rig, t_targets(t), NULL, RIG_MEMORY);
	before_bytes = vfio_locked_bytes();

	t_case(t, "too little");
	tce_limit_locked(t, 65536);
	t_expect_errno(t, vfio_map_dma_try(rig.container_fd, 0, rig.dma_hva, 4096, 1), -ENOMEM,
		       "VFIO_IOMMU_MAP_DMA");
	t_expect_errno(t, vfio_unmap_dma_try(rig.container_fd, 0, 4096), -ENOMEM,
		       "VFIO_IOMMU_UNMAP_DMA");
	t_expect_errno(t, vfio_window_create_try(rig.container_fd, &w), -ENOMEM,
		       "VFIO_IOMMU_SPAPR_TCE_CREATE");
	tce_expect_locked(t, before_bytes, "afterwards");

	t_case(t, "enough");
	tce_limit_locked(t, 64 << 20);
	t_expect_errno(t, vfio_unmap_dma_try(rig.container_fd, 0, 4096), 0, "VFIO_IOMMU_UNMAP_DMA");
	t_expect_errno(t, vfio_map_dma_try(rig.container_fd, 0, rig.dma_hva, 4096, 1), 0,
		       "VFIO_IOMMU_MAP_DMA");
	t_expect_errno(t, vfio_window_create_try(rig.container_fd, &w), 0,
		       "VFIO_IOMMU_SPAPR_TCE_CREATE");

	t_case(t, "close");
	t_expect_errno(t, vfio_unmap_dma_try(rig.container_fd, 0, 4096), 0, "VFIO_IOMMU_UNMAP_DMA");
	t_rig_close(t, &rig);
	tce_expect_locked(t, 0, "in the end");
}

static void run(struct test *t)
{
	t_in_child(t, limited, NULL);
	t_expect_nothing_held(t);
}

TCELIFE_TEST(window_default_memlock, .name = "window.default_memlock", .run = run,
	     .needs = NEEDS_KVM | NEEDS_GROUP);
