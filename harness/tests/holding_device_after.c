// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: holding.device_after
 * A device that is opened after its group was added learns of the VM and keeps it (the order that
 * the documentation asks for). It works while it is open, also after KVM let go of the group and
 * all of the VM's own fds are closed; when it is closed, the VM goes and the group can be opened
 * again. So it is, too, if the group has left its container and come back since it was added.
 *
 * Source: Documentation/virt/kvm/devices/vfio.rst ("should be invoked prior to accessing the
 * device file descriptor via VFIO_GROUP_GET_DEVICE_FD")
 */
#include "../kit/attached.h"

static void expect_device_answers(struct test *t, int device_fd)
{
	struct vfio_device_info info;

	t_expect_errno(t, vfio_device_info_try(device_fd, &info), 0, "VFIO_DEVICE_GET_INFO");
}

/* What was in the container is gone with it. */
static int leave_and_join_try(struct rig *rig)
{
	int ret = vfio_unset_container_try(rig->group_fd[0]);

	if (ret)
		return ret;
	rig_undone(rig, RIG_JOINED, 0);
	ret = rig_retake_try(rig, RIG_JOINED);
	return ret ? ret : rig_retake_try(rig, RIG_IOMMU);
}

static void in_another_container(struct test *t)
{
	struct watched_vm vm;
	int device, ret;
	struct rig rig;

	t_case(t, "in and out of a container since it was added");
	rig_open(&rig, t_targets(t), NULL, RIG_READY);
	rig_close_fd(&rig, RIG_FD_DEVICE);
	vm = vm_watch(rig.vm->fd);
	ret = leave_and_join_try(&rig);
	if (ret == -EBUSY)
		t_skip(t, "on this kernel KVM is a user of the container, which stays");
	else if (t_expect_errno(t, ret, 0, "UNSET_CONTAINER, SET_CONTAINER, SET_IOMMU")) {
		device = vfio_device_open_try(rig.group_fd[0], t_targets(t)->bdf);
		t_expect_fd(t, device, "VFIO_GROUP_GET_DEVICE_FD");
		attached_close_vm(&rig);
		t_expect_vm_kept(t, &vm, "the device does not keep the VM");
		close(device);
	}
	t_rig_close(t, &rig);
}

static void run(struct test *t)
{
	struct watched_vm vm;
	struct rig rig;
	int device;

	t_case(t, "open after it is attached");
	rig_open(&rig, t_targets(t), NULL, RIG_READY);
	rig_close_fd(&rig, RIG_FD_DEVICE);
	vm = vm_watch(rig.vm->fd);
	device = vfio_device_open_try(rig.group_fd[0], t_targets(t)->bdf);
	if (!t_expect_fd(t, device, "VFIO_GROUP_GET_DEVICE_FD"))
		goto out;
	t_expect_maps(t, &rig);

	t_case(t, "VM closed, device open");
	attached_close_vm(&rig);
	t_expect_vm_kept(t, &vm, "the device does not keep the VM");
	expect_device_answers(t, device);
	t_expect_errno(t, vfio_unset_container_try(rig.group_fd[0]), -EBUSY, "UNSET_CONTAINER");
	rig_close_fd(&rig, RIG_FD_GROUP);
	t_expect_errno(t, vfio_group_open_try(t_targets(t)->group), -EBUSY, "open of the group");

	t_case(t, "device closed");
	close(device);
	t_expect_vm_gone(t, &vm, "the VM lives on with the device closed");
out:
	t_rig_close(t, &rig);
	in_another_container(t);
	t_expect_nothing_held(t);
}

TCELIFE_TEST(holding_device_after, .name = "holding.device_after", .run = run,
	     .needs = NEEDS_KVM | NEEDS_GROUP);
