// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: attach.device_file
 * Since 6.6 KVM may be told of a VFIO device's file too, by the same attribute: it is added once
 * (then EEXIST), removed once (then ENOENT), and let go; a second file of the same device is
 * another one. It is no group, though, and has no table to be attached: SET_SPAPR_TCE must refuse
 * it with an errno, not with a warning in the kernel's log that any user of VFIO can cause. The
 * group itself attaches beside it.
 *
 * Source: Documentation/virt/kvm/devices/vfio.rst ("Add a VFIO file (group/device)", "groupfd is
 * a file descriptor for a VFIO group"); Documentation/process/coding-style.rst, "Do not WARN
 * lightly"
 * Known: kvm-vfio-device-file-warns
 */
#include "../kit/attached.h"

static void try_device(struct test *t, struct rig *rig)
{
	int kv = rig->kvm_vfio_fd, device = rig->device_fd[0], other, ret;

	t_case(t, "add again");
	t_expect_errno(t, kvm_vfio_group_add_try(kv, device), -EEXIST, "second GROUP_ADD");

	t_case(t, "another file of it");
	other = vfio_device_open(rig->group_fd[0], t_targets(t)->bdf);
	t_expect_errno(t, kvm_vfio_group_add_try(kv, other), 0, "GROUP_ADD");
	t_expect_errno(t, kvm_vfio_group_add_try(kv, other), -EEXIST, "second GROUP_ADD");
	t_expect_errno(t, kvm_vfio_group_del_try(kv, other), 0, "GROUP_DEL");
	close(other);

	t_case(t, "attach");
	ret = kvm_vfio_set_spapr_tce_try(kv, device, rig->table_fd);
	t_expect(t, ret == -EINVAL || ret == -EIO,
		 "SET_SPAPR_TCE with a device as the group: %s, must be EINVAL or EIO",
		 strerror(-ret));

	t_case(t, "the group beside it");
	rig_advance(rig, RIG_READY);
	t_expect_maps(t, rig);

	t_case(t, "remove twice");
	t_expect_errno(t, kvm_vfio_group_del_try(kv, device), 0, "GROUP_DEL");
	t_expect_errno(t, kvm_vfio_group_del_try(kv, device), -ENOENT, "second GROUP_DEL");
}

static void run(struct test *t)
{
	struct rig rig;
	int ret;

	t_case(t, "add");
	rig_open(&rig, t_targets(t), NULL, RIG_KVM_VFIO);
	ret = kvm_vfio_group_add_try(rig.kvm_vfio_fd, rig.device_fd[0]);
	if (ret == -EINVAL && !vfio_release_from(6, 6))
		t_skip(t, "this kernel takes files of groups only, 6.6 and later also of devices");
	else if (t_expect_errno(t, ret, 0, "GROUP_ADD of a device"))
		try_device(t, &rig);
	t_rig_close(t, &rig);
	t_expect_nothing_held(t);
}

TCELIFE_TEST(attach_device_file, .name = "attach.device_file", .run = run,
	     .needs = NEEDS_KVM | NEEDS_GROUP);
