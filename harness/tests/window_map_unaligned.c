// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: window.map_unaligned
 * VFIO_IOMMU_MAP_DMA and VFIO_IOMMU_UNMAP_DMA whose I/O address, memory address or size is no
 * multiple of the IOMMU page are refused with EINVAL: of that window's page, where two windows have
 * pages of two sizes. An answer that is no error makes user space believe in a mapping that is not
 * there.
 *
 * Source: include/uapi/linux/vfio.h, VFIO_IOMMU_MAP_DMA, VFIO_IOMMU_UNMAP_DMA: "Return: 0 on
 * success, -errno on failure"
 * Known: map-unaligned-returns-1
 */
#include "../kit/tce.h"

static const struct {
	const char *name;
	uint64_t iova, offset, bytes;
} rows[] = {
	{ "I/O address, by one byte", 1, 0, 4096 },
	{ "I/O address, by half a page", 2048, 0, 4096 },
	{ "memory address, by half a page", 0, 2048, 4096 },
	{ "size, half a page", 0, 0, 2048 },
	{ "size, a page and a byte", 0, 0, 4097 },
};

static void expect_sizes(struct test *t, struct rig *rig, const struct dma_window *w)
{
	uint64_t page_bytes = dma_window_page_bytes(w);
	const struct {
		uint64_t bytes;
		int want;
	} sizes[] = {
		{ page_bytes / 2, -EINVAL },
		{ page_bytes, 0 },
		{ page_bytes + page_bytes / 2, -EINVAL },
		{ page_bytes + 1, -EINVAL },
		{ 2 * page_bytes, 0 },
	};

	for (unsigned int i = 0; i < ARRAY_SIZE(sizes); i++) {
		unsigned long long bytes = sizes[i].bytes;

		/* More of a page than the host's can be mapped of hugetlb memory alone. */
		if (sizes[i].want || page_bytes <= (uint64_t)getpagesize())
			t_expect_errno(t,
				       vfio_map_dma_try(rig->container_fd, w->start_bytes,
							rig_hva(rig, 0), bytes,
							VFIO_DMA_MAP_FLAG_READ),
				       sizes[i].want, "page shift %u: VFIO_IOMMU_MAP_DMA of 0x%llx",
				       w->page_shift, bytes);
		t_expect_errno(t, vfio_unmap_dma_try(rig->container_fd, w->start_bytes, bytes),
			       sizes[i].want, "page shift %u: VFIO_IOMMU_UNMAP_DMA of 0x%llx",
			       w->page_shift, bytes);
	}
}

/* Each window has its own page size, whichever of them came first. */
static void two_windows(struct test *t, uint32_t first_shift, uint32_t second_shift)
{
	struct dma_window first = { .page_shift = first_shift, .levels = 1, .size_bytes = 1 << 20 };
	struct dma_window second = { .page_shift = second_shift,
				     .levels = 1,
				     .size_bytes = 1 << 20 };
	struct rig rig;

	t_case(t, "a window of page shift %u, and one of %u", first_shift, second_shift);
	rig_open(&rig, t_targets(t), NULL, RIG_MEMORY);
	vfio_window_remove(rig.container_fd, 0); /* the default one would come back by itself */
	vfio_window_create(rig.container_fd, &first);
	vfio_window_create(rig.container_fd, &second);
	expect_sizes(t, &rig, &first);
	expect_sizes(t, &rig, &second);
	tce_expect_unmapped(t, &rig, "in the end");
	t_rig_close(t, &rig);
}

static void run(struct test *t)
{
	struct rig rig;

	two_windows(t, 12, 16);
	two_windows(t, 16, 12);
	rig_open(&rig, t_targets(t), NULL, RIG_WINDOW);
	for (unsigned int i = 0; i < ARRAY_SIZE(rows); i++) {
		t_case(t, "map: %s", rows[i].name);
		t_expect_errno(t,
			       vfio_map_dma_try(rig.container_fd, rows[i].iova,
						rig_hva(&rig, rows[i].offset), rows[i].bytes,
						VFIO_DMA_MAP_FLAG_READ),
			       -EINVAL, "VFIO_IOMMU_MAP_DMA");
		if (rows[i].offset)
			continue;
		t_case(t, "unmap: %s", rows[i].name);
		t_expect_errno(t, vfio_unmap_dma_try(rig.container_fd, rows[i].iova, rows[i].bytes),
			       -EINVAL, "VFIO_IOMMU_UNMAP_DMA");
	}

	t_case(t, "nothing was mapped");
	tce_expect_unmapped(t, &rig, "in the end");

	t_case(t, "close");
	t_rig_close(t, &rig);
	t_expect_nothing_held(t);
}

TCELIFE_TEST(window_map_unaligned, .name = "window.map_unaligned", .run = run,
	     .needs = NEEDS_KVM | NEEDS_GROUP);
