// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: attach.once
 * The whole legal sequence, one hypercall that must reach the hardware table, and the orderly
 * way back. If this fails, everything else is in vain: the machine cannot do what is tested.
 *
 * Source: Documentation/virt/kvm/devices/vfio.rst
 */
#include "../test.h"

static void run(struct test *t)
{
	struct rig rig;

	t_setup_case(t, "open");
	rig_open(&rig, t_targets(t), NULL, RIG_READY);

	t_case(t, "put");
	t_expect_h(t,
		   guest_put_tce(&rig.cpu[0], rig.liobn, rig_ioba(&rig, 0),
				 rig_gpa(&rig, 0) | TCE_PCI_READ | TCE_PCI_WRITE),
		   H_SUCCESS, "H_PUT_TCE of the first page");

	t_case(t, "close");
	t_rig_close(t, &rig);
	t_expect_nothing_held(t);
}

TCELIFE_TEST(attach_once, .name = "attach.once", .run = run, .needs = NEEDS_KVM | NEEDS_GROUP);
