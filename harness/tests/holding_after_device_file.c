// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: holding.after_device_file
 * A group was added to KVM, and so was the file of its device (since 6.6), which is taken back:
 * that says nothing of the group, which is the VM's still. A device that is opened then keeps the
 * VM, and lets it go when it is closed.
 *
 * Source: Documentation/virt/kvm/devices/vfio.rst ("Add a VFIO file (group/device)");
 * drivers/vfio/vfio_main.c:vfio_file_set_kvm() tells the one of the two that the file is
 * Known: kvm-vfio-device-file-warns
 */
#include "../kit/attached.h"

static bool device_comes_and_goes(struct test *t, const struct rig *rig)
{
	int kv = rig->kvm_vfio_fd, device = rig->device_fd[0];
	int ret = kvm_vfio_group_add_try(kv, device);

	if (ret == -EINVAL && !vfio_release_from(6, 6)) {
		t_skip(t, "this kernel takes files of groups only, 6.6 and later also of devices");
		return false;
	}
	return t_expect_errno(t, ret, 0, "GROUP_ADD of the device") &&
	       t_expect_errno(t, kvm_vfio_group_del_try(kv, device), 0, "GROUP_DEL of the device");
}

static void opened_then(struct test *t, struct rig *rig)
{
	struct watched_vm vm = vm_watch(rig->vm->fd);
	int device;

	t_case(t, "the device opened anew");
	rig_close_fd(rig, RIG_FD_DEVICE);
	device = vfio_device_open_try(rig->group_fd[0], t_targets(t)->bdf);
	if (!t_expect_fd(t, device, "VFIO_GROUP_GET_DEVICE_FD"))
		return;

	t_case(t, "VM closed, device open");
	attached_close_vm(rig);
	t_expect_vm_kept(t, &vm, "the device does not keep the VM");

	t_case(t, "device closed");
	close(device);
	t_expect_vm_gone(t, &vm, "the VM lives on with the device closed");
}

static void run(struct test *t)
{
	struct rig rig;

	t_case(t, "the device's file comes and goes");
	rig_open(&rig, t_targets(t), NULL, RIG_READY);
	if (device_comes_and_goes(t, &rig))
		opened_then(t, &rig);
	t_rig_close(t, &rig);
	t_expect_nothing_held(t);
}

TCELIFE_TEST(holding_after_device_file, .name = "holding.after_device_file", .run = run,
	     .needs = NEEDS_KVM | NEEDS_GROUP);
