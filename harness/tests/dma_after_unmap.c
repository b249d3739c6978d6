// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: dma.after_unmap
 * One VFIO_IOMMU_UNMAP_DMA over two of four mapped pages: through neither of the two the device
 * reaches memory any more, and through their neighbours on either side it still does. All four lead
 * to the same memory, so that a TCE that is left, or that was taken from its neighbour, shows. In
 * both types of container. What one VFIO_IOMMU_MAP_DMA has mapped before it is refused, at memory
 * that is not registered, is out of reach as well.
 *
 * Source: include/uapi/linux/vfio.h, VFIO_IOMMU_UNMAP_DMA: "Unmap IO virtual addresses";
 * VFIO_IOMMU_MAP_DMA: "Return: 0 on success, -errno on failure"
 */
#include "../kit/reach.h"

#define FIRST	   8 /* of four IOMMU pages; the two in the middle are unmapped */
#define PAGES	   4u
#define PAGE_BYTES 4096u
#define MAP_BOTH   (VFIO_DMA_MAP_FLAG_READ | VFIO_DMA_MAP_FLAG_WRITE)

static struct place nth(unsigned int n)
{
	return (struct place){ .page = FIRST + n, .offset_bytes = 65536 };
}

static int map(struct rig *rig, struct place place, uint64_t bytes)
{
	return vfio_map_dma_try(rig->container_fd, rig_ioba(rig, place.page),
				rig_hva(rig, place.offset_bytes), bytes, MAP_BOTH);
}

static void unmap_middle(struct test *t, struct rig *rig)
{
	for (unsigned int n = 0; n < PAGES; n++)
		t_expect_errno(t, map(rig, nth(n), PAGE_BYTES), 0, "VFIO_IOMMU_MAP_DMA");
	t_must_reach(t, rig, nth(1));
	t_expect_errno(
		t, vfio_unmap_dma_try(rig->container_fd, rig_ioba(rig, FIRST + 1), 2 * PAGE_BYTES),
		0, "VFIO_IOMMU_UNMAP_DMA");
	t_expect_written(t, rig, nth(1), false, "the first page of the range");
	t_expect_written(t, rig, nth(2), false, "the second page of the range");
	t_expect_written(t, rig, nth(0), true, "the page below");
	t_expect_written(t, rig, nth(3), true, "the page above");
}

/* The last two pages of what is registered, and what lies behind them. */
static void refused(struct test *t, struct rig *rig)
{
	uint64_t offset_bytes = rig->dma_bytes - 2 * PAGE_BYTES;
	struct place first = { .page = FIRST + PAGES, .offset_bytes = offset_bytes };
	struct place second = { .page = FIRST + PAGES + 1, .offset_bytes = offset_bytes };

	t_expect_errno(t, map(rig, first, 4 * PAGE_BYTES), -EINVAL,
		       "VFIO_IOMMU_MAP_DMA of memory that is registered in part");
	t_expect_written(t, rig, first, false, "the first page");
	t_expect_written(t, rig, second, false, "the second page, to the first page's memory");
}

static void run(struct test *t)
{
	const struct rig_opts v1 = { .iommu_type = VFIO_SPAPR_TCE_IOMMU };
	struct rig rig;

	t_case(t, "unmapped in a container of type v2");
	rig_open(&rig, t_targets(t), NULL, RIG_WINDOW);
	unmap_middle(t, &rig);

	t_case(t, "mapped in part");
	refused(t, &rig);
	t_rig_close(t, &rig);

	t_case(t, "unmapped in a container of type v1");
	rig_open(&rig, t_targets(t), &v1, RIG_WINDOW);
	unmap_middle(t, &rig);

	t_case(t, "close");
	t_rig_close(t, &rig);
	t_expect_nothing_held(t);
}

TCELIFE_TEST(dma_after_unmap, .name = "dma.after_unmap", .run = run,
	     .needs = NEEDS_KVM | NEEDS_GROUP | NEEDS_DMA);
