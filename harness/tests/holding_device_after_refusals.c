// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: holding.device_after_refusals
 * What KVM refuses changes nothing of what a group knows: a group that is added once more (EEXIST),
 * that another VM is to let go without having it (ENOENT), a second KVM-VFIO device (EBUSY). A
 * device that is opened afterwards keeps the VM that has the group, as any does, and lets go of it
 * when it is closed.
 *
 * Source: Documentation/virt/kvm/devices/vfio.rst, KVM_DEV_VFIO_FILE_ADD, KVM_DEV_VFIO_FILE_DEL;
 * virt/kvm/vfio.c:kvm_vfio_file_add(), kvm_vfio_file_del()
 */
#include "../kit/attached.h"

static void refused_again(struct test *t, struct rig *rig)
{
	t_expect_errno(t, kvm_vfio_group_add_try(rig->kvm_vfio_fd, rig->group_fd[0]), -EEXIST,
		       "KVM_DEV_VFIO_FILE_ADD once more");
}

static void refused_to_another_vm(struct test *t, struct rig *rig)
{
	struct rig other;

	rig_open(&other, t_targets(t), NULL, RIG_VM);
	other.kvm_vfio_fd = kvm_vfio_create_try(other.vm->fd);
	if (t_expect_fd(t, other.kvm_vfio_fd, "KVM_CREATE_DEVICE"))
		t_expect_errno(t, kvm_vfio_group_del_try(other.kvm_vfio_fd, rig->group_fd[0]),
			       -ENOENT, "KVM_DEV_VFIO_FILE_DEL by another VM");
	t_rig_close(t, &other);
}

static void refused_second_device(struct test *t, struct rig *rig)
{
	t_expect_errno(t, kvm_vfio_create_try(rig->vm->fd), -EBUSY, "a second KVM-VFIO device");
}

static void device_keeps_vm(struct test *t, const char *after,
			    void (*refused)(struct test *t, struct rig *rig))
{
	struct watched_vm vm;
	struct rig rig;
	int device_fd;

	t_case(t, "%s", after);
	rig_open(&rig, t_targets(t), NULL, RIG_READY);
	rig_close_fd(&rig, RIG_FD_DEVICE);
	refused(t, &rig);
	vm = vm_watch(rig.vm->fd);
	device_fd = vfio_device_open_try(rig.group_fd[0], t_targets(t)->bdf);
	t_expect_fd(t, device_fd, "VFIO_GROUP_GET_DEVICE_FD");
	rig_close_fd(&rig, RIG_FD_KVM_VFIO);
	rig_close_fd(&rig, RIG_FD_TABLE);
	rig_close_fd(&rig, RIG_FD_VCPU);
	rig_close_fd(&rig, RIG_FD_VM);
	t_expect_vm_kept(t, &vm, "the device does not keep the VM");
	close(device_fd);
	t_expect_vm_gone(t, &vm, "the VM lives on with the device closed");
	t_rig_close(t, &rig);
}

static void run(struct test *t)
{
	device_keeps_vm(t, "added once more", refused_again);
	device_keeps_vm(t, "let go by another VM", refused_to_another_vm);
	device_keeps_vm(t, "a second KVM-VFIO device", refused_second_device);

	t_case(t, "close");
	t_expect_nothing_held(t);
}

TCELIFE_TEST(holding_device_after_refusals, .name = "holding.device_after_refusals", .run = run,
	     .needs = NEEDS_KVM | NEEDS_GROUP);
