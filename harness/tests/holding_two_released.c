// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: holding.two_released
 * KVM holds two groups, and lets go of both when the KVM-VFIO device is closed: with all other fds
 * closed as well, each of them can be opened again.
 *
 * Source: Documentation/virt/kvm/devices/vfio.rst ("When registered with KVM, a reference to the
 * VFIO file is held by KVM")
 */
#include "../kit/attached.h"

static void run(struct test *t)
{
	struct rig_opts opts = { .nr_groups = 2, .window.size_bytes = 1 << 20 };
	struct rig rig;

	t_case(t, "held");
	rig_open(&rig, t_targets(t), &opts, RIG_READY);
	rig_close_fd(&rig, RIG_FD_DEVICE);
	rig_close_fd(&rig, RIG_FD_GROUP);
	for (unsigned int i = 0; i < 2; i++)
		t_expect_errno(t, vfio_group_open_try(t_targets(t)[i].group), -EBUSY,
			       "open of group %u", i);

	t_case(t, "let go");
	rig_close_fd(&rig, RIG_FD_KVM_VFIO);
	for (unsigned int i = 0; i < 2; i++) {
		int group_fd = vfio_group_open_try(t_targets(t)[i].group);

		if (t_expect_fd(t, group_fd, "open of group %u", i))
			close(group_fd);
	}

	t_case(t, "close");
	t_rig_close(t, &rig);
	t_expect_nothing_held(t);
}

TCELIFE_TEST(holding_two_released, .name = "holding.two_released", .run = run,
	     .needs = NEEDS_KVM | NEEDS_GROUP | NEEDS_TWO_GROUPS);
