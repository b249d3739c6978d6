// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: dma.many_pages
 * One VFIO_IOMMU_MAP_DMA of many IOMMU pages: each of them leads to its own memory, also within one
 * page of the host, and at neither end one more is mapped. In both types of container.
 *
 * Source: include/uapi/linux/vfio.h, VFIO_IOMMU_MAP_DMA: "Map process virtual addresses to IO
 * virtual addresses"; Documentation/driver-api/vfio.rst, "PPC64 sPAPR implementation note"
 */
#include "../kit/reach.h"

#define FIRST	   8u /* IOMMU page */
#define HOST_PAGES 2u

static struct place nth(const struct rig *rig, int64_t n)
{
	int64_t at_bytes = 4 * getpagesize() + n * (int64_t)dma_window_page_bytes(&rig->window);

	return (struct place){ .page = (uint64_t)(FIRST + n), .offset_bytes = (uint64_t)at_bytes };
}

static void look(struct test *t, struct rig *rig)
{
	int64_t each = getpagesize() / (int64_t)dma_window_page_bytes(&rig->window);
	int64_t nr = HOST_PAGES * each;
	const int64_t inside[] = { 0, 1, each, nr - 1 };
	int ret = vfio_map_dma_try(
		rig->container_fd, rig_ioba(rig, FIRST), rig_hva(rig, nth(rig, 0).offset_bytes),
		HOST_PAGES * getpagesize(), VFIO_DMA_MAP_FLAG_READ | VFIO_DMA_MAP_FLAG_WRITE);

	t_expect_errno(t, ret, 0, "VFIO_IOMMU_MAP_DMA");
	for (unsigned int i = 0; i < sizeof(inside) / sizeof(inside[0]); i++) {
		char what[48];

		snprintf(what, sizeof(what), "page %lld of %lld", (long long)inside[i] + 1,
			 (long long)nr);
		t_expect_written(t, rig, nth(rig, inside[i]), true, what);
	}
	t_expect_written(t, rig, nth(rig, -1), false, "the page below all of them");
	t_expect_written(t, rig, nth(rig, nr), false, "the page above all of them");
}

static void run(struct test *t)
{
	const struct rig_opts v1 = { .iommu_type = VFIO_SPAPR_TCE_IOMMU };
	struct rig rig;

	t_case(t, "in a container of type v2");
	rig_open(&rig, t_targets(t), NULL, RIG_WINDOW);
	look(t, &rig);
	t_rig_close(t, &rig);

	t_case(t, "in a container of type v1");
	rig_open(&rig, t_targets(t), &v1, RIG_WINDOW);
	look(t, &rig);

	t_case(t, "close");
	t_rig_close(t, &rig);
	t_expect_nothing_held(t);
}

TCELIFE_TEST(dma_many_pages, .name = "dma.many_pages", .run = run,
	     .needs = NEEDS_KVM | NEEDS_GROUP | NEEDS_DMA);
