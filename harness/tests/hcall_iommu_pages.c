// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: hcall.iommu_pages
 * Windows with larger pages than 4 KiB, of the sizes that the hardware offers, the first window of
 * a container and a second one: the table's pages may be as large or larger, never smaller; what is
 * not aligned to them is left to user space, and so is memory whose own pages are smaller than the
 * hardware's. An entry of the table is one of the hardware's, and no more.
 *
 * Source: include/uapi/linux/vfio.h, struct vfio_iommu_spapr_tce_ddw_info: pgsizes;
 * Documentation/virt/kvm/api.rst, 4.98; arch/powerpc/mm/book3s64/iommu_api.c: larger IOMMU pages
 * "if we are backed by hugetlb"
 */
#include "../kit/reach.h"

/* Where the PHB has it: bit 59 of an address chooses. */
#define SECOND_START_BYTES (1ull << 59)

static const unsigned int shifts[] = { 16, 21 };

static struct hcall_result put(struct rig *rig, uint64_t page, uint64_t offset_bytes)
{
	return guest_put_tce(&rig->cpu[0], rig->liobn, rig_ioba(rig, page),
			     tce_of(rig, offset_bytes, TCE_PCI_BOTH));
}

static void alignment(struct test *t, struct rig *rig)
{
	uint64_t page_bytes = dma_window_page_bytes(&rig->window);

	t_expect_h(t, put(rig, 0, 0), H_SUCCESS, "H_PUT_TCE");
	t_expect_h(t, put(rig, 0, page_bytes), H_SUCCESS, "H_PUT_TCE over it");
	tce_expect_entry(t, rig, rig->liobn, rig_ioba(rig, 0),
			 tce_of(rig, page_bytes, TCE_PCI_BOTH), "the entry");
	t_expect_bounced(t, put(rig, 0, page_bytes / 2), "H_PUT_TCE of memory in half a page");
	t_expect_h(t, guest_put_tce(&rig->cpu[0], rig->liobn, rig_ioba(rig, 0) + page_bytes / 2, 0),
		   H_PARAMETER, "H_PUT_TCE of half an I/O page");
	tce_expect_clears(t, rig, 4, "afterwards");
}

/*
 * Each entry is one of the hardware's as well, and no more than one. Without DMA it is asked of the
 * registered memory, which a kernel that has unregister-mapped-loses-memory loses by it.
 */
static void beside(struct test *t, struct rig *rig)
{
	uint64_t page_bytes = dma_window_page_bytes(&rig->window);

	t_expect_h(t, put(rig, 0, 0), H_SUCCESS, "H_PUT_TCE");
	t_expect_h(t, put(rig, 1, page_bytes), H_SUCCESS, "H_PUT_TCE beside it");
	t_expect_h(t, guest_put_tce(&rig->cpu[0], rig->liobn, rig_ioba(rig, 0), 0), H_SUCCESS,
		   "H_PUT_TCE of 0");
	if (t_has_dma(t))
		t_expect_reach(t, rig, (struct place){ 1, page_bytes }, REACH_BOTH,
			       "the entry beside it");
	else
		t_expect_errno(
			t,
			vfio_unregister_memory_try(rig->container_fd, rig->dma_hva, rig->dma_bytes),
			-EBUSY, "UNREGISTER_MEMORY while the entry beside it is mapped");
	tce_expect_clears(t, rig, 4, "afterwards");
}

static void small_memory(struct test *t, struct rig *rig)
{
	struct tce_small_memory small;

	tce_small_memory_open(&small, rig, dma_window_page_bytes(&rig->window), 1);
	t_expect_bounced(
		t,
		guest_put_tce(&rig->cpu[0], rig->liobn, rig_ioba(rig, 0), small.gpa | TCE_PCI_BOTH),
		"H_PUT_TCE of memory with small pages");
	tce_small_memory_close(t, &small, rig);
}

static void smaller_table(struct test *t, struct rig *rig)
{
	int table_fd = kvm_tce_create(rig->vm->fd, rig->liobn + 1, &rig->window, 12);

	t_expect_errno(t, kvm_vfio_set_spapr_tce_try(rig->kvm_vfio_fd, rig->group_fd[0], table_fd),
		       -EINVAL, "KVM_DEV_VFIO_GROUP_SET_SPAPR_TCE of a table with 4 KiB pages");
	close(table_fd);
}

static void one_shift(struct test *t, unsigned int shift, bool second)
{
	struct rig_opts opts = {
		.window = { .start_bytes = second,
			    .page_shift = shift,
			    .levels = 1,
			    .size_bytes = 8ull << shift },
		.dma_bytes = 2ull << shift,
	};
	char why[200];
	struct rig rig;

	if (!rig_memory_available(&opts, why, sizeof(why))) {
		t_skip(t, "%s", why);
		return;
	}
	rig_open(&rig, t_targets(t), &opts, RIG_READY);
	if (second)
		t_expect(t, rig.window.start_bytes == SECOND_START_BYTES, "it begins at 0x%llx",
			 (unsigned long long)rig.window.start_bytes);
	alignment(t, &rig);
	if (!second || !t_has_dma(t)) /* its addresses do not reach the second one */
		beside(t, &rig);
	if (shift > (unsigned int)__builtin_ctz(getpagesize()))
		small_memory(t, &rig);
	smaller_table(t, &rig);
	t_rig_close(t, &rig);
}

static uint64_t offered(struct test *t)
{
	struct vfio_iommu_spapr_tce_info info;
	struct rig rig;

	rig_open(&rig, t_targets(t), NULL, RIG_IOMMU);
	vfio_spapr_info(rig.container_fd, &info);
	rig_close(&rig);
	return info.ddw.pgsizes;
}

static void run(struct test *t)
{
	uint64_t pgsizes = offered(t);

	for (unsigned int i = 0; i < 2 * ARRAY_SIZE(shifts); i++) {
		unsigned int shift = shifts[i / 2];
		bool second = i % 2;

		t_case(t, "IOMMU pages of 2^%u bytes%s", shift, second ? ", second window" : "");
		if (pgsizes & 1ull << shift)
			one_shift(t, shift, second);
		else
			t_skip(t, "this IOMMU offers page sizes 0x%llx only",
			       (unsigned long long)pgsizes);
	}
	t_expect_nothing_held(t);
}

TCELIFE_TEST(hcall_iommu_pages, .name = "hcall.iommu_pages", .run = run,
	     .needs = NEEDS_KVM | NEEDS_GROUP);
