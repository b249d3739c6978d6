// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: holding.device_late
 * A device that is opened when KVM has let go of its group, by KVM_DEV_VFIO_GROUP_DEL or by the
 * close of the KVM-VFIO device, has nothing to do with the VM: it must not keep it. A group that
 * goes on to name the VM hands out one that may be gone by then; whether it was tied to a table or
 * only added makes no difference. Nor has a device that was open
 * before its group was added, also when it is opened once more.
 *
 * Source: Documentation/virt/kvm/devices/vfio.rst (KVM_DEV_VFIO_FILE_DEL: "Remove a VFIO file
 * (group/device) from VFIO-KVM device tracking")
 * Known: kvm-vfio-never-attached-warns
 */
#include "../kit/attached.h"

static void let_go_by_del(struct test *t, struct rig *rig)
{
	t_remove(t, rig, 0);
	rig_close_fd(rig, RIG_FD_KVM_VFIO);
}

static void let_go_by_close(struct test *t, struct rig *rig)
{
	(void)t;
	rig_close_fd(rig, RIG_FD_KVM_VFIO);
}

static void open_late(struct test *t, const char *how,
		      void (*let_go)(struct test *t, struct rig *rig), enum rig_step upto)
{
	struct watched_vm vm;
	struct rig rig;
	int device;

	t_case(t, "let go by %s%s", how, upto == RIG_READY ? "" : ", tied to no table");
	rig_open(&rig, t_targets(t), NULL, upto);
	vm = vm_watch(rig.vm->fd);
	if (upto == RIG_READY)
		t_expect_maps(t, &rig);
	rig_close_fd(&rig, RIG_FD_DEVICE);
	let_go(t, &rig);
	device = vfio_device_open(rig.group_fd[0], t_targets(t)->bdf);
	rig_close_fd(&rig, RIG_FD_TABLE);
	rig_close_fd(&rig, RIG_FD_VCPU);
	rig_close_fd(&rig, RIG_FD_VM);
	t_expect_vm_gone(t, &vm, "a device that was opened since then keeps the VM");
	close(device);
	t_rig_close(t, &rig);
}

static void open_again(struct test *t)
{
	struct watched_vm vm;
	struct rig rig;
	int device;

	t_case(t, "open before it was added, and again");
	rig_open(&rig, t_targets(t), NULL, RIG_READY);
	vm = vm_watch(rig.vm->fd);
	device = vfio_device_open(rig.group_fd[0], t_targets(t)->bdf);
	attached_close_vm(&rig);
	t_expect_vm_gone(t, &vm, "the device keeps the VM");
	close(device);
	t_rig_close(t, &rig);
}

static void run(struct test *t)
{
	for (enum rig_step upto = RIG_ADDED; upto <= RIG_READY; upto++) {
		open_late(t, "GROUP_DEL", let_go_by_del, upto);
		open_late(t, "close of the KVM-VFIO device", let_go_by_close, upto);
	}
	open_again(t);
	t_expect_nothing_held(t);
}

TCELIFE_TEST(holding_device_late, .name = "holding.device_late", .run = run,
	     .needs = NEEDS_KVM | NEEDS_GROUP);
