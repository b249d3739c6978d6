// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: hcall.large_pages_past_slot
 * One of the guest's large pages begins in a memory slot and goes on behind its end, half of it or
 * its last page of the host. What lies behind in the host's address space is registered memory too,
 * but not the guest's: the kernel must not map it for the guest's device, and leaves the whole page
 * to user space. So it is when a second slot goes on there in the guest's address space, with other
 * memory: a page of the guest's that is two pieces for the host is none for the hardware.
 *
 * Source: Documentation/virt/kvm/api.rst, 4.35 KVM_SET_USER_MEMORY_REGION: memory_size; 8.31: what
 * the kernel cannot do is passed on to user space
 * Known: large-page-past-slot
 */
#include "../kit/tce.h"

#define HOST_PAGES 16u		  /* in one of the guest's */
#define OTHER_GPA  (512ull << 20) /* of the slot with one page and a part of the next */
#define OTHER_SLOT 9
#define NEXT_SLOT  10 /* of the rest of it */

static void set_slot(struct rig *rig, uint64_t bytes)
{
	vm_set_user_memory_region(rig->vm, OTHER_SLOT, 0, OTHER_GPA, bytes, rig->dma_hva);
}

static void expect_left_alone(struct test *t, struct rig *rig, uint64_t page_bytes)
{
	uint64_t tce = (OTHER_GPA + page_bytes) | TCE_PCI_BOTH;

	t_expect_bounced(t, guest_put_tce(&rig->cpu[0], rig->liobn, page_bytes, tce), "H_PUT_TCE");
	tce_list_set(rig, 0, 1, tce, 0);
	t_expect_bounced(
		t,
		guest_put_tce_indirect(&rig->cpu[0], rig->liobn, page_bytes, tce_list_gpa(rig), 1),
		"H_PUT_TCE_INDIRECT");
}

/* The second page has only @part_bytes of it in the slot. */
static void partly(struct test *t, struct rig *rig, uint64_t page_bytes, uint64_t part_bytes)
{
	set_slot(rig, page_bytes + part_bytes);
	expect_left_alone(t, rig, page_bytes);
	set_slot(rig, 0);
}

/* The rest of it is in a slot of its own, whose memory does not lie behind that of the first. */
static void over_two(struct test *t, struct rig *rig, uint64_t page_bytes, uint64_t part_bytes)
{
	uint64_t next_gpa = OTHER_GPA + page_bytes + part_bytes;
	uint64_t rest_bytes = page_bytes - part_bytes;
	void *next_hva = rig_hva(rig, 3 * page_bytes);

	set_slot(rig, page_bytes + part_bytes);
	vm_set_user_memory_region(rig->vm, NEXT_SLOT, 0, next_gpa, rest_bytes, next_hva);
	expect_left_alone(t, rig, page_bytes);
	vm_set_user_memory_region(rig->vm, NEXT_SLOT, 0, next_gpa, 0, next_hva);
	set_slot(rig, 0);
}

static void run(struct test *t)
{
	uint64_t page_bytes = HOST_PAGES * (uint64_t)getpagesize();
	struct rig_opts opts = {
		.table_page_shift = __builtin_ctzll(page_bytes),
		.window.size_bytes = 16 * page_bytes,
		.dma_bytes = 4 * page_bytes,
	};
	struct rig rig;

	t_case(t, "all of it in the slot");
	rig_open(&rig, t_targets(t), &opts, RIG_READY);
	tce_expect_driven(t, &rig, rig.liobn, rig_ioba(&rig, 0));
	set_slot(&rig, page_bytes);
	t_expect_h(t, guest_put_tce(&rig.cpu[0], rig.liobn, 0, OTHER_GPA | TCE_PCI_BOTH), H_SUCCESS,
		   "H_PUT_TCE");

	set_slot(&rig, 0);

	t_case(t, "half of it in the slot");
	partly(t, &rig, page_bytes, page_bytes / 2);

	t_case(t, "all of it but the last page of the host");
	partly(t, &rig, page_bytes, page_bytes - (uint64_t)getpagesize());

	t_case(t, "half of it in the slot, half in the next");
	over_two(t, &rig, page_bytes, page_bytes / 2);

	t_case(t, "all of it but the last page of the host, that in the next");
	over_two(t, &rig, page_bytes, page_bytes - (uint64_t)getpagesize());

	t_case(t, "nothing stays mapped");
	tce_expect_clears(t, &rig, 16, "in the end");

	t_case(t, "close");
	t_rig_close(t, &rig);
	t_expect_nothing_held(t);
}

TCELIFE_TEST(hcall_large_pages_past_slot, .name = "hcall.large_pages_past_slot", .run = run,
	     .needs = NEEDS_KVM | NEEDS_GROUP);
