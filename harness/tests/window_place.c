// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: window.place
 * A container has room for two windows, each at a place of its own. When the one at 0 is removed,
 * the next is made there, and the other one stays what it is: what was mapped in it can be
 * unmapped, and more can be mapped, while there is none at 0 and afterwards.
 *
 * Source: Documentation/driver-api/vfio.rst, "PPC64 sPAPR implementation note", 6);
 * drivers/vfio/vfio_iommu_spapr_tce.c:tce_iommu_find_free_table()
 */
#include "../kit/tce.h"

static void use(struct test *t, struct rig *rig, uint64_t iova, const char *when)
{
	t_expect_errno(t, vfio_unmap_dma_try(rig->container_fd, iova, 4096), 0,
		       "VFIO_IOMMU_UNMAP_DMA in the second window %s", when);
	t_expect_errno(t,
		       vfio_map_dma_try(rig->container_fd, iova, rig->dma_hva, 4096,
					VFIO_DMA_MAP_FLAG_READ),
		       0, "VFIO_IOMMU_MAP_DMA in the second window %s", when);
}

static void first_made_anew(struct test *t, struct rig *rig, const struct dma_window *second)
{
	uint64_t start_bytes = rig->window.start_bytes;

	t_case(t, "the first one removed");
	t_expect_errno(t, vfio_window_remove_try(rig->container_fd, start_bytes), 0,
		       "VFIO_IOMMU_SPAPR_TCE_REMOVE");
	rig_undone(rig, RIG_WINDOW, 0);
	use(t, rig, second->start_bytes, "alone");

	t_case(t, "and made anew");
	rig->window.start_bytes = ~0ull;
	if (!t_expect_errno(t, vfio_window_create_try(rig->container_fd, &rig->window), 0,
			    "VFIO_IOMMU_SPAPR_TCE_CREATE"))
		return;
	rig->window_open = true;
	t_expect(t, rig->window.start_bytes == start_bytes,
		 "it is at 0x%llx, the first was at 0x%llx",
		 (unsigned long long)rig->window.start_bytes, (unsigned long long)start_bytes);
	use(t, rig, second->start_bytes, "beside it");
}

/* In a child: what it loses, is lost with it. */
static void two_windows(struct test *t, void *arg)
{
	struct dma_window second = { .page_shift = 12, .levels = 1, .size_bytes = 1 << 20 };
	struct rig rig;

	(void)arg;
	t_case(t, "open");
	rig_open(&rig, t_targets(t), NULL, RIG_WINDOW);
	vfio_window_create(rig.container_fd, &second);
	use(t, &rig, second.start_bytes, "at first");
	first_made_anew(t, &rig, &second);

	t_case(t, "close");
	t_expect_errno(t, vfio_window_remove_try(rig.container_fd, second.start_bytes), 0,
		       "VFIO_IOMMU_SPAPR_TCE_REMOVE of the second");
	t_rig_close(t, &rig);
}

static void run(struct test *t)
{
	t_in_child(t, two_windows, NULL);
	t_expect_nothing_held(t);
}

TCELIFE_TEST(window_place, .name = "window.place", .run = run, .needs = NEEDS_KVM | NEEDS_GROUP);
