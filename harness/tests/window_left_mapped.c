// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: window.left_mapped
 * A group leaves its container with pages mapped at the beginning of its window, in its middle and
 * at its end: one of 2^32 pages, far more than the default window has, in a table of two levels.
 * By VFIO_GROUP_UNSET_CONTAINER, and by the close of both, whichever comes last. All of what was
 * mapped is free then: it is pinned no longer, nor locked.
 *
 * Source: Documentation/driver-api/vfio.rst, "PPC64 sPAPR implementation note", 2) and 5);
 * drivers/vfio/vfio_iommu_spapr_tce.c:tce_iommu_release_ownership()
 */
#include "../kit/tce.h"

enum way { UNSET, GROUP_LAST, CONTAINER_LAST, NR_WAYS };

static const char *const names[NR_WAYS] = { "UNSET_CONTAINER", "the container closed first",
					    "the group closed first" };

static void map(struct test *t, struct rig *rig, uint64_t page)
{
	t_expect_errno(t,
		       vfio_map_dma_try(rig->container_fd, rig_ioba(rig, page), rig->dma_hva, 4096,
					VFIO_DMA_MAP_FLAG_READ | VFIO_DMA_MAP_FLAG_WRITE),
		       0, "VFIO_IOMMU_MAP_DMA of page %llu", (unsigned long long)page);
}

static void leave(struct test *t, struct rig *rig, enum way way)
{
	if (way == UNSET)
		t_expect_errno(t, vfio_unset_container_try(rig->group_fd[0]), 0, "%s", names[way]);
	if (way == GROUP_LAST)
		rig_close_fd(rig, RIG_FD_CONTAINER);
	rig_close_fd(rig, RIG_FD_GROUP);
	rig_close_fd(rig, RIG_FD_CONTAINER);
}

static void left(struct test *t, void *arg)
{
	const enum way *way = arg;
	struct rig_opts opts = { .window = { .levels = 2, .size_bytes = 1ull << 44 } };
	long long base_pages = oracle_pinned_pages();
	struct rig rig;

	t_case(t, "%s", names[*way]);
	rig_open(&rig, t_targets(t), &opts, RIG_WINDOW);
	map(t, &rig, 0);
	map(t, &rig, dma_window_pages(&rig.window) / 2);
	map(t, &rig, dma_window_pages(&rig.window) - 1);
	rig_close_fd(&rig, RIG_FD_DEVICE);
	leave(t, &rig, *way);
	tce_expect_locked(t, 0, "afterwards");
	if (base_pages >= 0)
		tce_expect_pinned(t, base_pages, 0, "afterwards");
	rig_close(&rig);
}

static void run(struct test *t)
{
	/* In children: what a kernel loses is lost with them. */
	for (enum way way = 0; way < NR_WAYS; way++)
		t_in_child(t, left, &way);
	t_expect_nothing_held(t);
}

TCELIFE_TEST(window_left_mapped, .name = "window.left_mapped", .run = run,
	     .needs = NEEDS_KVM | NEEDS_GROUP);
