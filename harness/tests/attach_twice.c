// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: attach.twice
 * A group is added once and removed once: a second GROUP_ADD is EEXIST, also through a duplicate
 * of the fd (KVM holds the file, not the number); GROUP_DEL of what was never added, or was
 * removed before, is ENOENT. A removed group can be added and attached again. Whether the
 * hardware table is attached is seen from the guest: a TCE for memory that was not registered
 * with the container is left to user space if it is, and accepted if not.
 *
 * Source: Documentation/virt/kvm/devices/vfio.rst
 */
#include "../kit/attached.h"

static void add_twice(struct test *t, struct rig *rig, int duplicate)
{
	t_case(t, "remove before add");
	t_expect_errno(t, kvm_vfio_group_del_try(rig->kvm_vfio_fd, rig->group_fd[0]), -ENOENT,
		       "GROUP_DEL of a group that was never added");

	t_case(t, "add again");
	rig_advance(rig, RIG_ADDED);
	t_expect_errno(t, add_try(rig), -EEXIST, "second GROUP_ADD");
	t_expect_errno(t, kvm_vfio_group_add_try(rig->kvm_vfio_fd, duplicate), -EEXIST,
		       "GROUP_ADD of a duplicate of the fd");
}

static void remove_twice(struct test *t, struct rig *rig, int duplicate)
{
	t_case(t, "attach by a duplicate of the fd");
	rig->attached[0] = !kvm_vfio_set_spapr_tce_try(rig->kvm_vfio_fd, duplicate, rig->table_fd);
	t_expect(t, rig->attached[0], "SET_SPAPR_TCE with a duplicate of the fd is refused");
	rig_advance(rig, RIG_READY);
	t_expect_attached(t, rig);

	t_case(t, "remove again");
	t_expect_errno(t, kvm_vfio_group_del_try(rig->kvm_vfio_fd, duplicate), 0,
		       "GROUP_DEL by a duplicate of the fd");
	rig_undone(rig, RIG_ADDED, 0);
	t_expect_errno(t, kvm_vfio_group_del_try(rig->kvm_vfio_fd, rig->group_fd[0]), -ENOENT,
		       "second GROUP_DEL");
	t_expect_detached(t, rig);
}

static void run(struct test *t)
{
	struct rig rig;
	int duplicate;

	rig_open(&rig, t_targets(t), NULL, RIG_KVM_VFIO);
	duplicate = fcntl(rig.group_fd[0], F_DUPFD_CLOEXEC, 0);
	add_twice(t, &rig, duplicate);
	remove_twice(t, &rig, duplicate);
	close(duplicate);

	t_case(t, "add after remove");
	t_expect_errno(t, add_try(&rig), 0, "GROUP_ADD");
	rig.added[0] = true;
	t_expect_errno(t, attach_try(&rig), 0, "SET_SPAPR_TCE");
	t_expect_attached(t, &rig);
	t_expect_maps(t, &rig);
	t_rig_close(t, &rig);
	t_expect_nothing_held(t);
}

TCELIFE_TEST(attach_twice, .name = "attach.twice", .run = run, .needs = NEEDS_KVM | NEEDS_GROUP);
