// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: dma.two_slots
 * Two memory slots lie side by side for the guest, and not for the host. The guest maps the last
 * page of the one and the first of the other by one list: the device reaches both, each in its own
 * slot's memory.
 *
 * Source: Documentation/virt/kvm/api.rst, 4.35 KVM_SET_USER_MEMORY_REGION: a slot's memory is at
 * userspace_addr; PAPR, H_PUT_TCE_INDIRECT
 */
#include "../kit/reach.h"

#define SECOND_SLOT  9
#define SECOND_BYTES 65536u
#define FIRST_PAGE   8u /* of the window */

/* The second slot shows the beginning of the memory of the first one. */
static void put(struct test *t, struct rig *rig)
{
	t_case(t, "mapped by one list");
	vm_set_user_memory_region(rig->vm, SECOND_SLOT, 0, rig_gpa(rig, 0) + rig->dma_bytes,
				  SECOND_BYTES, rig->dma_hva);
	tce_list_set(rig, 0, 2, tce_of(rig, rig->dma_bytes - 4096, TCE_PCI_BOTH), 4096);
	t_expect_h(t,
		   guest_put_tce_indirect(&rig->cpu[0], rig->liobn, rig_ioba(rig, FIRST_PAGE),
					  tce_list_gpa(rig), 2),
		   H_SUCCESS, "H_PUT_TCE_INDIRECT");
}

static void look(struct test *t, struct rig *rig)
{
	t_expect_reach(t, rig,
		       (struct place){ .page = FIRST_PAGE, .offset_bytes = rig->dma_bytes - 4096 },
		       REACH_BOTH, "the last page of the first slot");
	t_expect_reach(t, rig, (struct place){ .page = FIRST_PAGE + 1, .offset_bytes = 0 },
		       REACH_BOTH, "the first page of the second slot");
}

static void run(struct test *t)
{
	struct rig rig;

	rig_open(&rig, t_targets(t), NULL, RIG_READY);
	put(t, &rig);
	look(t, &rig);

	t_case(t, "close");
	t_rig_close(t, &rig);
	t_expect_nothing_held(t);
}

TCELIFE_TEST(dma_two_slots, .name = "dma.two_slots", .run = run,
	     .needs = NEEDS_KVM | NEEDS_GROUP | NEEDS_DMA);
