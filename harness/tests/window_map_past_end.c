// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: window.map_past_end
 * VFIO_IOMMU_MAP_DMA and VFIO_IOMMU_UNMAP_DMA of a range that begins inside the window and ends
 * behind it are refused, and nothing is mapped. The window has two levels, of which the second is
 * far from full: entries behind the end that a kernel takes all the same have a place there, and
 * damage nothing.
 *
 * Source: include/uapi/linux/vfio.h, VFIO_IOMMU_MAP_DMA: "Return: 0 on success, -errno on failure";
 * Documentation/driver-api/vfio.rst: "Check here is .iova/.size are within DMA window from
 * spapr_iommu_info"
 * Fixed-by: 0b271f7d7f5e, for VFIO_IOMMU_UNMAP_DMA
 * Known: map-dma-past-end, map-unaligned-returns-1
 */
#include "../kit/tce.h"

#define MAP_BOTH (VFIO_DMA_MAP_FLAG_READ | VFIO_DMA_MAP_FLAG_WRITE)

static int map(struct rig *rig, uint64_t page, uint64_t nr)
{
	return vfio_map_dma_try(rig->container_fd, rig_ioba(rig, page), rig->dma_hva, nr * 4096,
				MAP_BOTH);
}

static int unmap(struct rig *rig, uint64_t page, uint64_t nr)
{
	return vfio_unmap_dma_try(rig->container_fd, rig_ioba(rig, page), nr * 4096);
}

static uint64_t pages(struct rig *rig)
{
	return dma_window_pages(&rig->window);
}

static void to_the_end(struct test *t, struct rig *rig)
{
	t_case(t, "to the very end");
	t_expect_errno(t, map(rig, pages(rig) - 4, 4), 0, "VFIO_IOMMU_MAP_DMA");
	t_expect_errno(t, unmap(rig, pages(rig) - 4, 4), 0, "VFIO_IOMMU_UNMAP_DMA");
	tce_expect_unmapped(t, rig, "afterwards");

	t_case(t, "behind the end");
	t_expect_errno(t, map(rig, pages(rig), 1), -ENXIO, "VFIO_IOMMU_MAP_DMA");
	t_expect_errno(t, unmap(rig, pages(rig), 1), -ENXIO, "VFIO_IOMMU_UNMAP_DMA");
	tce_expect_unmapped(t, rig, "afterwards");

	t_case(t, "map more pages than 32 bits can count");
	t_expect_errno(t, map(rig, 0, (1ull << 32) + 1), -EINVAL, "VFIO_IOMMU_MAP_DMA");
	unmap(rig, 0, 1);
	tce_expect_unmapped(t, rig, "afterwards");
}

static void across_the_end(struct test *t, struct rig *rig)
{
	t_case(t, "unmap across the end");
	t_expect_errno(t, map(rig, pages(rig) - 2, 2), 0, "VFIO_IOMMU_MAP_DMA of the last two");
	t_expect_errno(t, unmap(rig, pages(rig) - 2, 4), -EINVAL, "VFIO_IOMMU_UNMAP_DMA");
	t_expect_errno(t, unmap(rig, pages(rig) - 2, 2), 0, "VFIO_IOMMU_UNMAP_DMA of the two");
	tce_expect_unmapped(t, rig, "afterwards");

	t_case(t, "map across the end");
	t_expect_errno(t, map(rig, pages(rig) - 2, 4), -EINVAL, "VFIO_IOMMU_MAP_DMA");
	unmap(rig, pages(rig) - 2, 4); /* what a kernel has mapped, it may unmap */
	unmap(rig, pages(rig) - 2, 2);
	tce_expect_unmapped(t, rig, "afterwards");
}

/* Of two windows each has an end of its own. */
static void longer_one(struct test *t, struct rig *rig)
{
	struct dma_window second = rig->window;
	uint64_t last_ioba;

	t_case(t, "to the end of a second one, which is longer");
	second.size_bytes *= 2;
	vfio_window_create(rig->container_fd, &second);
	last_ioba = dma_window_last(&second) + 1 - 4096;
	t_expect_errno(t,
		       vfio_map_dma_try(rig->container_fd, last_ioba, rig->dma_hva, 4096, MAP_BOTH),
		       0, "VFIO_IOMMU_MAP_DMA");
	t_expect_errno(t, vfio_unmap_dma_try(rig->container_fd, last_ioba, 4096), 0,
		       "VFIO_IOMMU_UNMAP_DMA");
	vfio_window_remove(rig->container_fd, second.start_bytes);
	tce_expect_unmapped(t, rig, "afterwards");
}

/* In a child: what it loses, is lost with it. */
static void around_the_end(struct test *t, void *arg)
{
	/* Two host pages of entries, whatever a host page is. */
	struct rig_opts opts = { .window.levels = 2,
				 .window.size_bytes = 2ull * getpagesize() / 8 * 4096,
				 .dma_bytes = 65536 };
	struct rig rig;

	(void)arg;
	t_setup_case(t, "open");
	rig_open(&rig, t_targets(t), &opts, RIG_WINDOW);
	to_the_end(t, &rig);
	longer_one(t, &rig);
	across_the_end(t, &rig);

	t_case(t, "close");
	t_rig_close(t, &rig);
}

static void run(struct test *t)
{
	t_in_child(t, around_the_end, NULL);
	t_expect_nothing_held(t);
}

TCELIFE_TEST(window_map_past_end, .name = "window.map_past_end", .run = run,
	     .needs = NEEDS_KVM | NEEDS_GROUP);
