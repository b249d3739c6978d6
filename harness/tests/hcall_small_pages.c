// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: hcall.small_pages
 * Memory whose pages are smaller than the window's: what the device would reach behind them is not
 * the guest's. It can be registered, but is not mapped: left to user space, whatever hypercall asks
 * for it, and EINVAL for user space itself.
 *
 * Source: arch/powerpc/mm/book3s64/iommu_api.c:mm_iommu_do_alloc(): larger IOMMU pages "if we are
 * backed by hugetlb"; drivers/vfio/vfio_iommu_spapr_tce.c:tce_page_is_contained(): "the hardware
 * can get access to a bigger memory chunk that it should"
 */
#include "../kit/tce.h"

#define NR_PAGES 2u

/* Of the smallest page of the hardware that is larger than a page of memory; 0: it has none. */
static unsigned int larger_shift(struct test *t)
{
	struct vfio_iommu_spapr_tce_info info;
	uint64_t larger;
	struct rig rig;

	rig_open(&rig, t_targets(t), NULL, RIG_IOMMU);
	vfio_spapr_info(rig.container_fd, &info);
	t_rig_close(t, &rig);
	larger = info.ddw.pgsizes & -(2ull * getpagesize());
	if (!larger)
		t_skip(t, "this IOMMU offers page sizes 0x%llx only",
		       (unsigned long long)info.ddw.pgsizes);
	return larger ? (unsigned int)__builtin_ctzll(larger) : 0;
}

static void refused(struct test *t, struct rig *rig, const struct tce_small_memory *small)
{
	uint64_t tce = small->gpa | TCE_PCI_BOTH;

	t_case(t, "left to user space");
	t_expect_bounced(t, guest_put_tce(&rig->cpu[0], rig->liobn, rig_ioba(rig, 0), tce),
			 "H_PUT_TCE");
	tce_list_set(rig, 0, 2, tce, small->page_bytes);
	t_expect_bounced(t,
			 guest_put_tce_indirect(&rig->cpu[0], rig->liobn, rig_ioba(rig, 0),
						tce_list_gpa(rig), 2),
			 "H_PUT_TCE_INDIRECT");

	t_case(t, "refused to user space");
	t_expect_errno(t,
		       vfio_map_dma_try(rig->container_fd, rig_ioba(rig, 0), small->hva,
					small->page_bytes, VFIO_DMA_MAP_FLAG_READ),
		       -EINVAL, "VFIO_IOMMU_MAP_DMA");
}

static void run(struct test *t)
{
	struct tce_small_memory small;
	struct rig_opts opts = { 0 };
	unsigned int shift;
	struct rig rig;

	t_setup_case(t, "open");
	shift = larger_shift(t);
	if (!shift)
		return;
	opts.table_page_shift = shift;
	opts.window.size_bytes = (uint64_t)NR_PAGES << shift;
	rig_open(&rig, t_targets(t), &opts, RIG_MEMORY);
	/* not earlier: the rig would see to it that the memory has such pages */
	rig.opts.window.page_shift = shift;
	rig_advance(&rig, RIG_READY);
	tce_small_memory_open(&small, &rig, 1ull << shift, NR_PAGES);
	refused(t, &rig, &small);
	tce_small_memory_close(t, &small, &rig);

	t_case(t, "close");
	rig.opts.window.page_shift = rig.window.page_shift = 12;
	t_rig_close(t, &rig);
	t_expect_nothing_held(t);
}

TCELIFE_TEST(hcall_small_pages, .name = "hcall.small_pages", .run = run,
	     .needs = NEEDS_KVM | NEEDS_GROUP);
