// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: holding.device_of_second
 * Two groups are added to a VM. The device of each, opened then, keeps the VM: also that of the
 * group that was added second, when it is the only one open.
 *
 * Source: Documentation/virt/kvm/devices/vfio.rst ("should be invoked prior to accessing the
 * device file descriptor via VFIO_GROUP_GET_DEVICE_FD"); virt/kvm/vfio.c:kvm_vfio_file_add() tells
 * each group of the VM
 * Known: kvm-tce-shared-table-leak
 */
#include "../kit/attached.h"

#define NR_GROUPS 2u

static void close_vm(struct rig *rig)
{
	rig_close_fd(rig, RIG_FD_KVM_VFIO);
	rig_close_fd(rig, RIG_FD_TABLE);
	rig_close_fd(rig, RIG_FD_VCPU);
	rig_close_fd(rig, RIG_FD_VM);
}

static void alone(struct test *t, unsigned int n)
{
	const struct rig_opts opts = { .nr_groups = NR_GROUPS };
	bool has_debugfs;
	struct rig rig;
	int device, vm_fd;

	t_case(t, "the device of group %u alone", n);
	rig_open(&rig, t_targets(t), &opts, RIG_READY);
	rig_close_fd(&rig, RIG_FD_DEVICE);
	vm_fd = rig.vm->fd;
	has_debugfs = guest_vm_lives(vm_fd);
	device = vfio_device_open_try(rig.group_fd[n], rig.target[n]->bdf);
	t_expect_errno(t, device, 0, "VFIO_GROUP_GET_DEVICE_FD");
	close_vm(&rig);
	t_expect(t, !has_debugfs || guest_vm_lives(vm_fd), "it does not keep the VM");
	close(device);
	t_expect(t, !guest_vm_lives(vm_fd), "the VM lives on with it closed");
	t_rig_close(t, &rig);
}

static void run(struct test *t)
{
	for (unsigned int n = 0; n < NR_GROUPS; n++)
		alone(t, n);
	t_expect_nothing_held(t);
}

TCELIFE_TEST(holding_device_of_second, .name = "holding.device_of_second", .run = run,
	     .needs = NEEDS_KVM | NEEDS_GROUP | NEEDS_TWO_GROUPS);
