// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: window.levels_freed
 * A window whose table has two or three levels is removed after pages at its beginning, in its
 * middle and at its end were mapped, or at its end alone: the parts of the table that were made for
 * them are freed with it, in the hardware's table and in the one of user addresses. One such part
 * is too little to show, so that it is done many times; what judges is the memory that the test's
 * repeats lose.
 *
 * Source: include/uapi/linux/vfio.h, struct vfio_iommu_spapr_tce_create: levels;
 * arch/powerpc/platforms/powernv/pci-ioda-tce.c:pnv_pci_ioda2_table_free_pages()
 */
#include "../kit/tce.h"

#define TIMES 32u

static void map(struct test *t, struct rig *rig, const struct dma_window *w, uint64_t page)
{
	t_expect_errno(t,
		       vfio_map_dma_try(rig->container_fd, dma_window_ioba(w, page),
					rig_hva(rig, 0), 4096, VFIO_DMA_MAP_FLAG_READ),
		       0, "VFIO_IOMMU_MAP_DMA of page %llu", (unsigned long long)page);
}

static void one_window(struct test *t, struct rig *rig, uint32_t levels, bool all_over)
{
	struct dma_window w = { .page_shift = 12, .levels = levels, .size_bytes = 1ull << 30 };
	uint64_t pages = dma_window_pages(&w);

	vfio_window_create(rig->container_fd, &w);
	if (all_over) {
		map(t, rig, &w, 0);
		map(t, rig, &w, pages / 2);
	}
	map(t, rig, &w, pages - 1);
	vfio_window_remove(rig->container_fd, w.start_bytes);
}

static void windows(struct test *t, struct rig *rig, uint32_t levels)
{
	t_case(t, "%u levels, %u times", levels, TIMES);
	for (unsigned int i = 0; i < TIMES; i++) {
		one_window(t, rig, levels, true);
		one_window(t, rig, levels, false);
	}
	tce_expect_unmapped(t, rig, "in the end");
}

static void run(struct test *t)
{
	struct rig rig;

	rig_open(&rig, t_targets(t), NULL, RIG_MEMORY);
	vfio_window_remove(rig.container_fd, 0); /* the default one would come back by itself */
	windows(t, &rig, 2);
	windows(t, &rig, 3);
	t_rig_close(t, &rig);

	t_case(t, "close");
	t_expect_nothing_held(t);
}

TCELIFE_TEST(window_levels_freed, .name = "window.levels_freed", .run = run,
	     .needs = NEEDS_KVM | NEEDS_GROUP);
