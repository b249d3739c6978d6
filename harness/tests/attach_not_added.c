// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: attach.not_added
 * SET_SPAPR_TCE for a group that this KVM-VFIO device does not hold is ENOENT: before it is
 * added, and after it was removed. The table must stay unattached: a TCE for memory that was not
 * registered with the container is accepted, as for a table of an emulated device.
 *
 * Source: Documentation/virt/kvm/devices/vfio.rst
 */
#include "../kit/attached.h"

static void expect_refused(struct test *t, struct rig *rig)
{
	t_expect_errno(t, attach_try(rig), -ENOENT, "SET_SPAPR_TCE");
	t_expect_detached(t, rig);
}

static void run(struct test *t)
{
	struct rig rig;

	t_case(t, "before it is added");
	rig_open(&rig, t_targets(t), NULL, RIG_KVM_VFIO);
	expect_refused(t, &rig);

	t_case(t, "once it is added");
	rig_advance(&rig, RIG_READY);
	t_expect_attached(t, &rig);

	t_case(t, "after it was removed");
	t_remove(t, &rig, 0);
	expect_refused(t, &rig);
	t_rig_close(t, &rig);
	t_expect_nothing_held(t);
}

TCELIFE_TEST(attach_not_added, .name = "attach.not_added", .run = run,
	     .needs = NEEDS_KVM | NEEDS_GROUP);
