// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: dma.huge_pages
 * Memory of huge pages (hugetlb), registered as one block, in a window whose pages are as large.
 * The host's pages are given out in another order than that of their addresses, so that they do not
 * lie side by side. The guest maps each of them, and the device reaches that one, also behind its
 * first 4 KiB. A block that is no whole number of them is not mapped by large pages; of two, one
 * may begin where the other ends. With IOMMU pages of 4 KiB the device reaches each part of a huge
 * page by itself, whether the guest maps it or, in a container of type v1, user space.
 *
 * Source: include/uapi/linux/vfio.h, struct vfio_iommu_spapr_tce_ddw_info: pgsizes;
 * arch/powerpc/mm/book3s64/iommu_api.c:mm_iommu_ua_to_hpa()
 */
#include "../kit/reach.h"

#define SHIFT	    21
#define NR_PAGES    4
#define INSIDE_PAGE 4096u /* into the page */

/* In which order they come from the host. */
static const unsigned int order[NR_PAGES] = { 2, 0, 3, 1 };

static bool possible(struct test *t, const struct rig_opts *opts)
{
	char why[256];

	if (rig_memory_available(opts, why, sizeof(why)))
		return true;
	t_skip(t, "%s", why);
	return false;
}

/* The IOMMU may have no pages of that size. */
static bool is_offered(struct test *t)
{
	struct vfio_iommu_spapr_tce_info info;
	struct rig rig;

	rig_open(&rig, t_targets(t), NULL, RIG_IOMMU);
	vfio_spapr_info(rig.container_fd, &info);
	t_rig_close(t, &rig);
	if (!(info.ddw.pgsizes & 1ull << SHIFT))
		t_skip(t, "this IOMMU offers page sizes 0x%llx only",
		       (unsigned long long)info.ddw.pgsizes);
	return info.ddw.pgsizes & 1ull << SHIFT;
}

static void each(struct test *t, const struct rig_opts *opts)
{
	struct rig rig;

	rig_open(&rig, t_targets(t), opts, RIG_VM);
	for (unsigned int i = 0; i < NR_PAGES; i++)
		*(volatile char *)rig_hva(&rig, (uint64_t)order[i] << SHIFT) = 0;
	rig_advance(&rig, RIG_READY);
	for (uint64_t page = 0; page < NR_PAGES; page++) {
		struct place start = { page, page << SHIFT };

		t_guest_map(t, &rig, start, REACH_BOTH);
		t_expect(t,
			 dma_can_write(rig_dma(&rig, 0), rig_ioba(&rig, page) + INSIDE_PAGE,
				       rig_hva(&rig, start.offset_bytes + INSIDE_PAGE),
				       REACH_BYTES),
			 "page %llu cannot be written to", (unsigned long long)page);
		t_expect(t, reach_moves(&rig, start), "page %llu cannot be reached",
			 (unsigned long long)page);
	}
	t_rig_close(t, &rig);
}

/* For a container of type v1 the kernel leaves that to user space. */
static void map_part(struct test *t, struct rig *rig, struct place place)
{
	if (rig->opts.iommu_type != VFIO_SPAPR_TCE_IOMMU) {
		t_guest_map(t, rig, place, REACH_BOTH);
		return;
	}
	t_expect_errno(t,
		       vfio_map_dma_try(rig->container_fd, rig_ioba(rig, place.page),
					rig_hva(rig, place.offset_bytes), 4096,
					VFIO_DMA_MAP_FLAG_READ | VFIO_DMA_MAP_FLAG_WRITE),
		       0, "VFIO_IOMMU_MAP_DMA");
}

static void parts(struct test *t, const struct rig_opts *opts)
{
	static const struct place places[] = {
		{ 1, 4096 }, { 2, (1 << SHIFT) + 8 * 4096 }, { 3, 0 }, { 4, (1 << SHIFT) - 4096 }
	};
	struct rig rig;

	rig_open(&rig, t_targets(t), opts, RIG_READY);
	for (unsigned int i = 0; i < ARRAY_SIZE(places); i++) {
		map_part(t, &rig, places[i]);
		t_expect(t, reach_moves(&rig, places[i]), "what is 0x%llx into it is not reached",
			 (unsigned long long)places[i].offset_bytes);
	}
	t_rig_close(t, &rig);
}

/* Behind the last whole one there is a small page, which nobody may take for more. */
static void no_whole_number(struct test *t, const struct rig_opts *opts)
{
	uint64_t bytes = (1 << SHIFT) + getpagesize();
	struct rig rig;

	rig_open(&rig, t_targets(t), opts, RIG_WINDOW);
	vfio_unregister_memory(rig.container_fd, rig.dma_hva, rig.dma_bytes);
	vfio_register_memory(rig.container_fd, rig.dma_hva, bytes);
	t_expect_errno(t,
		       vfio_map_dma_try(rig.container_fd, rig_ioba(&rig, 0), rig.dma_hva,
					1 << SHIFT, VFIO_DMA_MAP_FLAG_READ),
		       -EINVAL, "VFIO_IOMMU_MAP_DMA");
	vfio_unregister_memory(rig.container_fd, rig.dma_hva, bytes);
	vfio_register_memory(rig.container_fd, rig.dma_hva, rig.dma_bytes);
	t_rig_close(t, &rig);
}

/* Each page a block of its own; false if they cannot be. */
static bool side_by_side(struct test *t, const struct rig_opts *opts)
{
	bool good = true;
	struct rig rig;

	rig_open(&rig, t_targets(t), opts, RIG_MEMORY);
	vfio_unregister_memory(rig.container_fd, rig.dma_hva, rig.dma_bytes);
	for (unsigned int i = 0; i < 2; i++)
		good &= t_expect_errno(t,
				       vfio_register_memory_try(rig.container_fd,
								rig_hva(&rig, (uint64_t)i << SHIFT),
								1 << SHIFT),
				       0, "VFIO_IOMMU_SPAPR_REGISTER_MEMORY of page %u", i);
	for (unsigned int i = 0; i < 2; i++)
		vfio_unregister_memory_try(rig.container_fd, rig_hva(&rig, (uint64_t)i << SHIFT),
					   1 << SHIFT);
	vfio_register_memory(rig.container_fd, rig.dma_hva, rig.dma_bytes);
	t_rig_close(t, &rig);
	return good;
}

static void run(struct test *t)
{
	const struct rig_opts small = { .dma_align_bytes = 1 << SHIFT, .dma_bytes = 2 << SHIFT };
	const struct rig_opts v1 = { .dma_align_bytes = small.dma_align_bytes,
				     .dma_bytes = small.dma_bytes,
				     .iommu_type = VFIO_SPAPR_TCE_IOMMU };
	const struct rig_opts opts = { .window = { .page_shift = SHIFT,
						   .size_bytes = 64ull << SHIFT },
				       .dma_bytes = (uint64_t)NR_PAGES << SHIFT };

	t_case(t, "each page");
	if (possible(t, &opts) && is_offered(t))
		each(t, &opts);
	t_case(t, "a block that is no whole number of them");
	if (possible(t, &opts) && is_offered(t))
		no_whole_number(t, &opts);
	t_case(t, "side by side");
	if (possible(t, &small) && !side_by_side(t, &small))
		return; /* nor can what comes after it */
	t_case(t, "parts of a page");
	if (possible(t, &small))
		parts(t, &small);
	t_case(t, "parts of a page, in a container of type v1");
	if (possible(t, &v1))
		parts(t, &v1);
	t_expect_nothing_held(t);
}

TCELIFE_TEST(dma_huge_pages, .name = "dma.huge_pages", .run = run,
	     .needs = NEEDS_KVM | NEEDS_GROUP | NEEDS_DMA, .data = "not to be repeated");
