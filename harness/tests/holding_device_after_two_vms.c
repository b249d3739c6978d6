// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: holding.device_after_two_vms
 * A group is added to two VMs, one after the other: a device that is opened then keeps the VM that
 * was told last, and that one alone. The other one goes with its own fds.
 *
 * Source: unspecified; virt/kvm/vfio.c:kvm_vfio_file_add() tells the group of each VM,
 * drivers/vfio/group.c:vfio_group_set_kvm() keeps the last
 */
#include "../kit/attached.h"

/* A VM with nothing else of a rig but the other one's group. */
static void second_open(struct test *t, struct rig *second, const struct rig *rig)
{
	rig_open(second, t_targets(t), NULL, RIG_VM);
	second->kvm_vfio_fd = kvm_vfio_create(second->vm->fd);
	t_expect_errno(t, kvm_vfio_group_add_try(second->kvm_vfio_fd, rig->group_fd[0]), 0,
		       "KVM_DEV_VFIO_FILE_ADD by the second VM");
}

static void run(struct test *t)
{
	struct watched_vm vm, second_vm;
	struct rig rig, second;
	int device_fd;

	t_case(t, "open after both have it");
	rig_open(&rig, t_targets(t), NULL, RIG_READY);
	rig_close_fd(&rig, RIG_FD_DEVICE);
	second_open(t, &second, &rig);
	vm = vm_watch(rig.vm->fd);
	second_vm = vm_watch(second.vm->fd);
	device_fd = vfio_device_open_try(rig.group_fd[0], t_targets(t)->bdf);
	t_expect_fd(t, device_fd, "VFIO_GROUP_GET_DEVICE_FD");

	t_case(t, "both closed");
	attached_close_vm(&second);
	t_expect_vm_kept(t, &second_vm, "the device does not keep the second VM");
	attached_close_vm(&rig);
	t_expect_vm_gone(t, &vm, "the first VM lives on");

	t_case(t, "device closed");
	close(device_fd);
	t_expect_vm_gone(t, &second_vm, "the second VM lives on");
	t_rig_close(t, &second);
	t_rig_close(t, &rig);
	t_expect_nothing_held(t);
}

TCELIFE_TEST(holding_device_after_two_vms, .name = "holding.device_after_two_vms", .run = run,
	     .needs = NEEDS_KVM | NEEDS_GROUP);
