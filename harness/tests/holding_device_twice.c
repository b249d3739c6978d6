// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: holding.device_twice
 * A device is opened twice after its group was added: the VM is kept as long as one of the two is
 * open, in either order, and no longer.
 *
 * Source: Documentation/virt/kvm/devices/vfio.rst ("should be invoked prior to accessing the device
 * file descriptor via VFIO_GROUP_GET_DEVICE_FD"); drivers/vfio/group.c:vfio_df_group_open():
 * "obtain a reference now that will be held until the open_count reaches 0 again"
 */
#include "../kit/attached.h"

static void expect_lives(struct test *t, int vm_fd, bool want, const char *when)
{
	t_expect(t, guest_vm_lives(vm_fd) == want, "the VM %s, %s", want ? "is gone" : "lives on",
		 when);
}

static void close_in_turn(struct test *t, unsigned int first)
{
	struct rig rig;
	int vm_fd, device[2];

	t_case(t, "the %s is closed first", first ? "second" : "first");
	rig_open(&rig, t_targets(t), NULL, RIG_READY);
	rig_close_fd(&rig, RIG_FD_DEVICE);
	vm_fd = rig.vm->fd;
	if (!guest_vm_lives(vm_fd)) {
		t_skip(t, "KVM's debugfs is not there; mount -t debugfs none /sys/kernel/debug");
		t_rig_close(t, &rig);
		return;
	}
	for (unsigned int i = 0; i < 2; i++)
		device[i] = vfio_device_open(rig.group_fd[0], t_targets(t)->bdf);
	rig_close_fd(&rig, RIG_FD_KVM_VFIO);
	rig_close_fd(&rig, RIG_FD_TABLE);
	rig_close_fd(&rig, RIG_FD_VCPU);
	rig_close_fd(&rig, RIG_FD_VM);
	expect_lives(t, vm_fd, true, "with both open");
	close(device[first]);
	expect_lives(t, vm_fd, true, "with one of them open");
	close(device[!first]);
	expect_lives(t, vm_fd, false, "with both closed");
	t_rig_close(t, &rig);
}

static void run(struct test *t)
{
	close_in_turn(t, 0);
	close_in_turn(t, 1);
	t_expect_nothing_held(t);
}

TCELIFE_TEST(holding_device_twice, .name = "holding.device_twice", .run = run,
	     .needs = NEEDS_KVM | NEEDS_GROUP);
