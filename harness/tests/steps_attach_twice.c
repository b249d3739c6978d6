// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: steps.attach_twice
 * SET_SPAPR_TCE twice for the same group and the same table, then one GROUP_DEL: the group is
 * gone from KVM, so its hardware table must be too. The guest tells: a TCE for memory that was
 * not registered with the container is left to user space while a hardware table is attached, and
 * accepted when there is none. The window is large, so that a hardware table that is never freed
 * shows as memory that each repeat of the test loses.
 *
 * Source: Documentation/virt/kvm/devices/vfio.rst (KVM_DEV_VFIO_FILE_DEL: "Remove a VFIO file
 * (group/device) from VFIO-KVM device tracking")
 * Known: kvm-tce-attach-twice
 */
#include "../kit/attached.h"

static void run(struct test *t)
{
	const struct rig_opts opts = { .window = { .size_bytes = large_window_bytes() } };
	struct rig rig;

	t_case(t, "attach");
	rig_open(&rig, t_targets(t), &opts, RIG_READY);
	t_expect_attached(t, &rig);

	t_case(t, "attach again");
	t_expect_errno(t, attach_try(&rig), 0, "second SET_SPAPR_TCE");
	t_expect_maps(t, &rig);

	t_case(t, "one removal lets go");
	t_remove(t, &rig, 0);
	t_expect_detached(t, &rig);

	t_case(t, "close");
	t_rig_close(t, &rig);
	t_expect_nothing_held(t);
}

TCELIFE_TEST(steps_attach_twice, .name = "steps.attach_twice", .run = run,
	     .needs = NEEDS_KVM | NEEDS_GROUP);
