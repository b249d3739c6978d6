// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: dma.after_table_close
 * The table's fd is the guest's way to the hardware table, and closing it ends that way: what the
 * guest puts afterwards is left to user space and is not reached by the device. What it had
 * mapped before lies in the container's window; the container unmaps it, and then the device no
 * longer reaches it, nor does a use of the memory stay counted (it can be unregistered). Wrong
 * would be a table that drives hardware after its fd is gone, or a page that nobody can unmap.
 *
 * Source: Documentation/virt/kvm/api.rst, KVM_CREATE_SPAPR_TCE;
 * Documentation/driver-api/vfio.rst, PPC64 sPAPR implementation note (5) and (6)
 */
#include "../kit/reach.h"

static void run(struct test *t)
{
	struct place mapped = { .page = 4, .offset_bytes = 65536 };
	struct place later = { .page = 4, .offset_bytes = 3 * 65536 };
	struct rig rig;

	t_case(t, "data moves");
	rig_open(&rig, t_targets(t), NULL, RIG_READY);
	t_guest_map(t, &rig, mapped, REACH_BOTH);
	t_must_reach(t, &rig, mapped);

	t_case(t, "the guest's way is closed");
	rig_close_fd(&rig, RIG_FD_TABLE);
	t_expect_bounced(t,
			 guest_put_tce(&rig.cpu[0], rig.liobn, rig_ioba(&rig, later.page),
				       rig_gpa(&rig, later.offset_bytes) | REACH_BOTH),
			 "H_PUT_TCE after the table was closed");
	t_expect_reach(t, &rig, later, REACH_NONE, "put after the table was closed");

	t_case(t, "the container takes it back");
	t_container_takes_back(t, &rig, mapped);

	t_case(t, "close");
	t_rig_close(t, &rig);
	t_expect_nothing_held(t);
}

TCELIFE_TEST(dma_after_table_close, .name = "dma.after_table_close", .run = run,
	     .needs = NEEDS_KVM | NEEDS_GROUP | NEEDS_DMA);
