// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: dma.levels
 * The device moves data through windows whose tables have one, two and three levels. It is first
 * seen to do so through one of one level, and again in the end: a window of more levels in which it
 * reaches nothing was told to the hardware as something else than it is. Nor does a second window
 * of the same shape change where the first one leads to. In one of more pages than 32 bits can
 * count, two pages that differ in the upper bits lead to two places.
 *
 * Source: include/uapi/linux/vfio.h, struct vfio_iommu_spapr_tce_create: levels, and
 * vfio_iommu_spapr_tce_ddw_info: levels
 */
#include "../kit/reach.h"

#define MAX_LEVELS 3u
#define MANY_PAGES (1ull << 33)

static const struct place place = { .page = 40000, .offset_bytes = 65536 };

/* False, with no window there, if the kernel refuses what it offers. */
static bool window(struct test *t, struct rig *rig, uint32_t levels)
{
	vfio_window_remove(rig->container_fd, rig->window.start_bytes);
	rig->window.levels = levels;
	rig->window_open = t_expect_errno(t,
					  vfio_window_create_try(rig->container_fd, &rig->window),
					  0, "VFIO_IOMMU_SPAPR_TCE_CREATE");
	return rig->window_open;
}

static int map_at(struct rig *rig, struct place at)
{
	return vfio_map_dma_try(rig->container_fd, rig_ioba(rig, at.page),
				rig_hva(rig, at.offset_bytes), 4096,
				VFIO_DMA_MAP_FLAG_READ | VFIO_DMA_MAP_FLAG_WRITE);
}

static int map(struct rig *rig)
{
	return map_at(rig, place);
}

/* Its tables are made as far as they are used; all of them count as locked memory. */
static void many_pages(struct test *t, struct rig *rig)
{
	static const struct place far = { .page = MANY_PAGES / 2 + 40000, .offset_bytes = 4096 };
	uint64_t small_bytes = rig->window.size_bytes;

	t_case(t, "more than 2^32 pages");
	rig->window.size_bytes = MANY_PAGES << 12;
	if (window(t, rig, getpagesize() == 4096 ? 4 : 3)) {
		t_expect_errno(t, map(rig), 0, "VFIO_IOMMU_MAP_DMA");
		t_expect_errno(t, map_at(rig, far), 0, "VFIO_IOMMU_MAP_DMA 2^32 pages behind");
		t_expect(t, reach_moves(rig, place), "the device does not reach the first page");
		t_expect(t, reach_moves(rig, far), "the device does not reach the second one");
	}
	rig->window.size_bytes = small_bytes;
}

/* Other memory at the same place of it. */
static void beside_second(struct test *t, struct rig *rig)
{
	struct dma_window second = rig->window;

	t_case(t, "%u levels, beside a second window", second.levels);
	vfio_window_create(rig->container_fd, &second);
	t_expect_errno(t,
		       vfio_map_dma_try(rig->container_fd, dma_window_ioba(&second, place.page),
					rig_hva(rig, 2 * place.offset_bytes), 4096,
					VFIO_DMA_MAP_FLAG_READ | VFIO_DMA_MAP_FLAG_WRITE),
		       0, "VFIO_IOMMU_MAP_DMA in the second window");
	t_expect(t, reach_moves(rig, place), "the first one leads elsewhere");
	vfio_window_remove(rig->container_fd, second.start_bytes);
}

static void run(struct test *t)
{
	struct rig_opts opts = { .window = {
					 .page_shift = 12, .levels = 1, .size_bytes = 256 << 20 } };
	struct rig rig;

	t_case(t, "one level");
	rig_open(&rig, t_targets(t), &opts, RIG_WINDOW);
	t_expect_errno(t, map(&rig), 0, "VFIO_IOMMU_MAP_DMA");
	t_must_reach(t, &rig, place);

	for (uint32_t levels = 2; levels <= MAX_LEVELS; levels++) {
		t_case(t, "%u levels", levels);
		if (!window(t, &rig, levels))
			goto out;
		t_expect_errno(t, map(&rig), 0, "VFIO_IOMMU_MAP_DMA");
		t_expect(t, reach_moves(&rig, place), "the device does not reach what is mapped");
		beside_second(t, &rig);
	}

	many_pages(t, &rig);
	if (!rig.window_open)
		goto out;

	t_case(t, "one level again");
	if (!window(t, &rig, 1))
		goto out;
	t_expect_errno(t, map(&rig), 0, "VFIO_IOMMU_MAP_DMA");
	t_must_reach(t, &rig, place);

out:
	t_case(t, "close");
	t_rig_close(t, &rig);
	t_expect_nothing_held(t);
}

TCELIFE_TEST(dma_levels, .name = "dma.levels", .run = run,
	     .needs = NEEDS_KVM | NEEDS_GROUP | NEEDS_DMA, .data = "not to be repeated");
