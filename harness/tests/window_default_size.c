// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: window.default_size
 * The default window is where VFIO_IOMMU_SPAPR_TCE_GET_INFO says, from its first page to its last:
 * both can be mapped, the page behind them cannot (ENXIO).
 *
 * Source: include/uapi/linux/vfio.h, struct vfio_iommu_spapr_tce_info: dma32_window_start,
 * dma32_window_size; Documentation/driver-api/vfio.rst: "Check here is .iova/.size are within DMA
 * window from spapr_iommu_info"
 */
#include "../kit/tce.h"

static int map(struct rig *rig, uint64_t iova)
{
	return vfio_map_dma_try(rig->container_fd, iova, rig->dma_hva, 4096,
				VFIO_DMA_MAP_FLAG_READ);
}

static void run(struct test *t)
{
	struct vfio_iommu_spapr_tce_info info;
	uint64_t start, end;
	struct rig rig;

	rig_open(&rig, t_targets(t), NULL, RIG_MEMORY);
	vfio_spapr_info(rig.container_fd, &info);
	start = info.dma32_window_start;
	end = start + info.dma32_window_size;
	t_case(t, "its pages");
	t_expect_errno(t, map(&rig, start), 0, "VFIO_IOMMU_MAP_DMA of the first page");
	t_expect_errno(t, map(&rig, end - 4096), 0, "VFIO_IOMMU_MAP_DMA of the last page");
	t_expect_errno(t, map(&rig, end), -ENXIO, "VFIO_IOMMU_MAP_DMA behind it");

	t_case(t, "close");
	t_expect_errno(t, vfio_unmap_dma_try(rig.container_fd, start, 4096), 0,
		       "VFIO_IOMMU_UNMAP_DMA");
	t_expect_errno(t, vfio_unmap_dma_try(rig.container_fd, end - 4096, 4096), 0,
		       "VFIO_IOMMU_UNMAP_DMA");
	tce_expect_unmapped(t, &rig, "afterwards");
	t_rig_close(t, &rig);
	t_expect_nothing_held(t);
}

TCELIFE_TEST(window_default_size, .name = "window.default_size", .run = run,
	     .needs = NEEDS_KVM | NEEDS_GROUP);
