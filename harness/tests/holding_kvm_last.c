// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: holding.kvm_last
 * KVM is the last that holds a group: its user has closed the device, the group and the container.
 * When the KVM-VFIO device goes as well, the group knows of no VM: who opens the device then does
 * not keep it, nor is it there for them when it has ended before.
 *
 * Source: Documentation/virt/kvm/devices/vfio.rst; virt/kvm/vfio.c:kvm_vfio_release()
 */
#include "../kit/attached.h"

/* All of the rig but the VM, which the KVM-VFIO device is the last of to let go of the group. */
static void leave_to_kvm(struct rig *rig)
{
	rig_close_fd(rig, RIG_FD_DEVICE);
	rig_close_fd(rig, RIG_FD_GROUP);
	rig_close_fd(rig, RIG_FD_CONTAINER);
	rig_close_fd(rig, RIG_FD_KVM_VFIO);
}

static void opened_then(struct test *t, bool vm_ends_first)
{
	struct rig rig, next;
	struct watched_vm vm;

	t_case(t, "opened %s the VM has ended", vm_ends_first ? "after" : "before");
	rig_open(&rig, t_targets(t), NULL, RIG_READY);
	vm = vm_watch(rig.vm->fd);
	leave_to_kvm(&rig);
	if (vm_ends_first)
		attached_close_vm(&rig);
	rig_open(&next, t_targets(t), NULL, RIG_DEVICE);
	if (!vm_ends_first)
		attached_close_vm(&rig);
	t_expect_vm_gone(t, &vm, "the VM lives on, held by a device that it was never told of");
	t_rig_close(t, &next);
	t_rig_close(t, &rig);
}

static void run(struct test *t)
{
	opened_then(t, false);
	opened_then(t, true);
	t_expect_nothing_held(t);
}

TCELIFE_TEST(holding_kvm_last, .name = "holding.kvm_last", .run = run,
	     .needs = NEEDS_KVM | NEEDS_GROUP);
