// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: holding.second_open
 * While KVM holds a group nobody else gets it, even when the user has closed every VFIO fd:
 * opening it is EBUSY. In the newer generation because KVM holds its file, in the older one
 * because KVM is a user of its container. When KVM lets go, the next open succeeds at once,
 * whatever else the VM still has: its table keeps no group. Before KVM comes in, the same open is
 * shown to work.
 *
 * Source: Documentation/virt/kvm/devices/vfio.rst ("When registered with KVM, a reference to the
 * VFIO file is held by KVM")
 */
#include "../kit/attached.h"

static int reopen(struct test *t)
{
	int fd = vfio_group_open_try(t_targets(t)->group);

	if (fd >= 0)
		close(fd);
	return fd < 0 ? fd : 0;
}

static void close_vfio(struct rig *rig)
{
	rig_close_fd(rig, RIG_FD_DEVICE);
	rig_close_fd(rig, RIG_FD_GROUP);
	rig_close_fd(rig, RIG_FD_CONTAINER);
}

static void run(struct test *t)
{
	struct rig rig;

	t_case(t, "not added");
	rig_open(&rig, t_targets(t), NULL, RIG_KVM_VFIO);
	t_expect_errno(t, reopen(t), -EBUSY, "a second open");
	close_vfio(&rig);
	t_expect_fd(t, reopen(t), "open after all VFIO fds are closed");
	t_rig_close(t, &rig);

	t_case(t, "attached");
	rig_open(&rig, t_targets(t), NULL, RIG_READY);
	t_expect_errno(t, reopen(t), -EBUSY, "a second open");
	close_vfio(&rig);
	t_expect_errno(t, reopen(t), -EBUSY, "open after all VFIO fds are closed");
	t_expect_attached(t, &rig);

	t_case(t, "let go");
	rig_close_fd(&rig, RIG_FD_KVM_VFIO);
	t_expect_fd(t, reopen(t), "open after KVM let go, its table still there");
	t_expect_detached(t, &rig);
	t_rig_close(t, &rig);
	t_expect_nothing_held(t);
}

TCELIFE_TEST(holding_second_open, .name = "holding.second_open", .run = run,
	     .needs = NEEDS_KVM | NEEDS_GROUP);
