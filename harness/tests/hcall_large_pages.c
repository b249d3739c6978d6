// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: hcall.large_pages
 * Tables with larger pages than the hardware window's 4 KiB, several of them over one window: each
 * put makes all the TCEs that one of the guest's pages takes, each clear unmakes all of them. What
 * is not aligned to the page of the guest is refused as an I/O address and left to user space as
 * memory.
 *
 * Source: Documentation/virt/kvm/api.rst, 4.98 KVM_CREATE_SPAPR_TCE_64: page_shift;
 * PAPR, H_PUT_TCE
 * Fixed-by: 26a62b750a4e
 */
#include "../kit/tce.h"

static const unsigned int shifts[] = { 13, 16, 20, 21 };

static int attach_table(struct test *t, struct rig *rig, unsigned int shift)
{
	int table_fd = kvm_tce_create(rig->vm->fd, shift, &rig->window, shift);

	kvm_vfio_set_spapr_tce(rig->kvm_vfio_fd, rig->group_fd[0], table_fd);
	tce_expect_driven(t, rig, shift, 0);
	return table_fd;
}

static struct hcall_result put(struct rig *rig, unsigned int shift, uint64_t ioba, uint64_t tce)
{
	return guest_put_tce(&rig->cpu[0], shift, ioba, tce);
}

static void edges(struct test *t, struct rig *rig, unsigned int shift)
{
	uint64_t tce = tce_of(rig, 0, TCE_PCI_BOTH), page_bytes = 1ull << shift;
	uint64_t last = rig->window.size_bytes - page_bytes;

	t_expect_h(t, put(rig, shift, 0, tce), H_SUCCESS, "H_PUT_TCE of the first entry");
	t_expect_h(t, put(rig, shift, last, tce + page_bytes), H_SUCCESS,
		   "H_PUT_TCE of the last entry");
	tce_expect_entry(t, rig, shift, 0, tce, "the first entry");
	tce_expect_entry(t, rig, shift, last, tce + page_bytes, "the last entry");
	t_expect_h(t, put(rig, shift, last + page_bytes, tce), H_PARAMETER,
		   "H_PUT_TCE one past the last entry");
	t_expect_h(t, put(rig, shift, 4096, tce), H_PARAMETER, "H_PUT_TCE of a sub-page");
	t_expect_h(t, guest_stuff_tce(&rig->cpu[0], shift, 4096, 0, 1), H_PARAMETER,
		   "H_STUFF_TCE of a sub-page");
	t_expect_h(t, guest_get_tce(&rig->cpu[0], shift, 4096), H_PARAMETER,
		   "H_GET_TCE of a sub-page");
	t_expect_bounced(t, put(rig, shift, 0, tce + 4096), "H_PUT_TCE of memory off by 4 KiB");
	t_expect_bounced(t, put(rig, shift, 0, tce | 4), "H_PUT_TCE with a stray bit");
	tce_expect_entry(t, rig, shift, 0, tce, "the first entry after refusals");
	t_expect_h(t, put(rig, shift, 0, 0), H_SUCCESS, "H_PUT_TCE of 0 to the first entry");
	t_expect_h(t, put(rig, shift, last, page_bytes), H_SUCCESS,
		   "H_PUT_TCE without access to the last entry");
	tce_expect_unmapped(t, rig, "after both are gone");
}

static void ranges(struct test *t, struct rig *rig, unsigned int shift)
{
	uint64_t page_bytes = 1ull << shift;
	uint64_t nr = (rig->dma_bytes - TCE_LIST_ROOM_BYTES) >> shift;

	if (nr > 16)
		nr = 16;
	tce_list_set(rig, 0, nr, tce_of(rig, 0, TCE_PCI_BOTH), page_bytes);
	t_expect_h(t, guest_put_tce_indirect(&rig->cpu[0], shift, 0, tce_list_gpa(rig), nr),
		   H_SUCCESS, "H_PUT_TCE_INDIRECT");
	tce_expect_entry(t, rig, shift, (nr - 1) << shift,
			 tce_of(rig, (nr - 1) << shift, TCE_PCI_BOTH), "the last of the list");
	tce_list_set(rig, 0, nr, tce_of(rig, 0, TCE_PCI_READ), 0);
	t_expect_h(t, guest_put_tce_indirect(&rig->cpu[0], shift, 0, tce_list_gpa(rig), nr),
		   H_SUCCESS, "H_PUT_TCE_INDIRECT over it");
	t_expect_h(t, guest_stuff_tce(&rig->cpu[0], shift, 0, 0, nr), H_SUCCESS, "H_STUFF_TCE");
	tce_expect_entry(t, rig, shift, (nr - 1) << shift, 0, "the last after H_STUFF_TCE");
	tce_expect_unmapped(t, rig, "after H_STUFF_TCE");
}

/* One page of the table with large pages, cleared through the one with small pages. */
static void through_both(struct test *t, struct rig *rig, unsigned int shift)
{
	t_expect_h(t, put(rig, shift, 0, tce_of(rig, 0, TCE_PCI_BOTH)), H_SUCCESS, "H_PUT_TCE");
	t_expect_h(t, guest_stuff_tce(&rig->cpu[0], rig->liobn, 0, 0, 1ull << (shift - 12)),
		   H_SUCCESS, "H_STUFF_TCE of the sub-pages through the other table");
	tce_expect_unmapped(t, rig, "after that");
	t_expect_h(t, put(rig, shift, 0, 0), H_SUCCESS, "H_PUT_TCE of 0");
}

static void run(struct test *t)
{
	struct rig rig;

	t_setup_case(t, "open");
	rig_open(&rig, t_targets(t), NULL, RIG_READY);
	for (unsigned int i = 0; i < ARRAY_SIZE(shifts); i++) {
		int table_fd;

		t_case(t, "page shift %u: edges", shifts[i]);
		table_fd = attach_table(t, &rig, shifts[i]);
		edges(t, &rig, shifts[i]);
		t_case(t, "page shift %u: ranges", shifts[i]);
		ranges(t, &rig, shifts[i]);
		t_case(t, "page shift %u: sub-pages", shifts[i]);
		through_both(t, &rig, shifts[i]);
		close(table_fd);
	}

	t_case(t, "close");
	t_rig_close(t, &rig);
	t_expect_nothing_held(t);
}

TCELIFE_TEST(hcall_large_pages, .name = "hcall.large_pages", .run = run,
	     .needs = NEEDS_KVM | NEEDS_GROUP);
