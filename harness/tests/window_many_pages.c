// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: window.many_pages
 * A window whose pages can no longer be counted in 32 bits can be had, in two levels, and is
 * unmapped as a whole, and removed, as any other: what was mapped in it is free.
 *
 * Source: include/uapi/linux/vfio.h, struct vfio_iommu_spapr_tce_create: levels;
 * VFIO_IOMMU_UNMAP_DMA
 */
#include "../kit/tce.h"

static void map_ends(struct test *t, struct rig *rig, const struct dma_window *w)
{
	const uint64_t pages[] = { 0, dma_window_pages(w) - 1 };

	for (unsigned int i = 0; i < ARRAY_SIZE(pages); i++)
		t_expect_errno(t,
			       vfio_map_dma_try(rig->container_fd, dma_window_ioba(w, pages[i]),
						rig_hva(rig, 0), 4096, VFIO_DMA_MAP_FLAG_READ),
			       0, "VFIO_IOMMU_MAP_DMA of page %llu", (unsigned long long)pages[i]);
}

/* In a child: what a kernel loses here is lost with it. */
static void many_pages(struct test *t, void *arg)
{
	struct dma_window w = { .page_shift = 12, .levels = 2, .size_bytes = 1ull << 44 };
	struct rig rig;

	(void)arg;
	t_case(t, "2^32 pages");
	rig_open(&rig, t_targets(t), NULL, RIG_MEMORY);
	vfio_window_remove(rig.container_fd, 0); /* the default one would come back by itself */
	if (!t_expect_errno(t, vfio_window_create_try(rig.container_fd, &w), 0,
			    "VFIO_IOMMU_SPAPR_TCE_CREATE"))
		goto out;
	map_ends(t, &rig, &w);
	t_expect_errno(t, vfio_unmap_dma_try(rig.container_fd, w.start_bytes, w.size_bytes), 0,
		       "VFIO_IOMMU_UNMAP_DMA of all of it");
	tce_expect_unmapped(t, &rig, "unmapped as a whole");
	map_ends(t, &rig, &w);
	vfio_window_remove(rig.container_fd, w.start_bytes);
	tce_expect_unmapped(t, &rig, "removed");
out:
	t_rig_close(t, &rig);
}

static void run(struct test *t)
{
	t_in_child(t, many_pages, NULL);
	t_case(t, "close");
	t_expect_nothing_held(t);
}

TCELIFE_TEST(window_many_pages, .name = "window.many_pages", .run = run,
	     .needs = NEEDS_KVM | NEEDS_GROUP);
