// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: window.levels_freed
 * A window whose table has two levels is removed after pages at its beginning, in its middle and
 * at its end were mapped: the parts of the table that were made for them are freed with it, in the
 * hardware's table and in the one of user addresses. One such part is too little to show, so that
 * it is done many times; what judges is the memory that the test's repeats lose.
 *
 * Source: include/uapi/linux/vfio.h, struct vfio_iommu_spapr_tce_create: levels;
 * arch/powerpc/platforms/powernv/pci-ioda-tce.c:pnv_pci_ioda2_table_free_pages()
 */
#include "../kit/tce.h"

#define TIMES 32u

static void one_window(struct test *t, struct rig *rig)
{
	struct dma_window w = { .page_shift = 12, .levels = 2, .size_bytes = 1ull << 30 };
	uint64_t page[] = { 0, dma_window_pages(&w) / 2, dma_window_pages(&w) - 1 };

	vfio_window_create(rig->container_fd, &w);
	for (unsigned int i = 0; i < ARRAY_SIZE(page); i++)
		t_expect_errno(t,
			       vfio_map_dma_try(rig->container_fd, dma_window_ioba(&w, page[i]),
						rig_hva(rig, 0), 4096, VFIO_DMA_MAP_FLAG_READ),
			       0, "VFIO_IOMMU_MAP_DMA of page %llu", (unsigned long long)page[i]);
	vfio_window_remove(rig->container_fd, w.start_bytes);
}

static void run(struct test *t)
{
	struct rig rig;

	rig_open(&rig, t_targets(t), NULL, RIG_MEMORY);
	vfio_window_remove(rig.container_fd, 0); /* the default one would come back by itself */
	t_case(t, "%u times", TIMES);
	for (unsigned int i = 0; i < TIMES; i++)
		one_window(t, &rig);
	tce_expect_unmapped(t, &rig, "in the end");

	t_case(t, "close");
	t_rig_close(t, &rig);
	t_expect_nothing_held(t);
}

TCELIFE_TEST(window_levels_freed, .name = "window.levels_freed", .run = run,
	     .needs = NEEDS_KVM | NEEDS_GROUP);
