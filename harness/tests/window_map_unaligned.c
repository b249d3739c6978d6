// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: window.map_unaligned
 * VFIO_IOMMU_MAP_DMA and VFIO_IOMMU_UNMAP_DMA whose I/O address, memory address or size is no
 * multiple of the IOMMU page are refused with EINVAL. An answer that is no error makes user space
 * believe in a mapping that is not there.
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

static void run(struct test *t)
{
	struct rig rig;

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
