// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: holding.device_of_second
 * Two groups are added to a VM. The device of each, opened then, keeps the VM: also that of the
 * group that was added second, when it is the only one open.
 *
 * Source: Documentation/virt/kvm/devices/vfio.rst ("should be invoked prior to accessing the
 * device file descriptor via VFIO_GROUP_GET_DEVICE_FD"); virt/kvm/vfio.c:kvm_vfio_file_add() tells
 * each group of the VM
 */
#include "../kit/attached.h"

/* Each group is in a container of its own. */
static void both_open(struct test *t, struct rig *one, struct rig *two)
{
	rig_open(one, &t_targets(t)[0], NULL, RIG_READY);
	rig_open(two, &t_targets(t)[1], NULL, RIG_WINDOW);
	kvm_vfio_group_add(one->kvm_vfio_fd, two->group_fd[0]);
	kvm_vfio_set_spapr_tce(one->kvm_vfio_fd, two->group_fd[0], one->table_fd);
	rig_close_fd(one, RIG_FD_DEVICE);
	rig_close_fd(two, RIG_FD_DEVICE);
}

static void alone(struct test *t, unsigned int n)
{
	struct watched_vm vm;
	struct rig one, two;
	int device;

	t_case(t, "the device of group %u alone", n);
	both_open(t, &one, &two);
	vm = vm_watch(one.vm->fd);
	device = vfio_device_open_try((n ? &two : &one)->group_fd[0], t_targets(t)[n].bdf);
	t_expect_fd(t, device, "VFIO_GROUP_GET_DEVICE_FD");
	attached_close_vm(&one);
	t_expect_vm_kept(t, &vm, "it does not keep the VM");
	close(device);
	t_expect_vm_gone(t, &vm, "the VM lives on with it closed");
	t_rig_close(t, &two);
	t_rig_close(t, &one);
}

static void run(struct test *t)
{
	for (unsigned int n = 0; n < 2; n++)
		alone(t, n);
	t_expect_nothing_held(t);
}

TCELIFE_TEST(holding_device_of_second, .name = "holding.device_of_second", .run = run,
	     .needs = NEEDS_KVM | NEEDS_GROUP | NEEDS_TWO_GROUPS);
