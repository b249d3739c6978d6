// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: attach.second_kvm_vfio
 * A VM has one KVM-VFIO device: a second one is EBUSY and must not disturb the first. When the
 * first is closed, it lets go of table and group, and the VM can have another one, which attaches
 * the same group again.
 *
 * Source: Documentation/virt/kvm/devices/vfio.rst ("Only one VFIO instance may be created per
 * VM"). Documentation/virt/kvm/api.rst 4.79 names EEXIST for this, for any kind of device, and
 * leaves other answers to the kind of device; virt/kvm/vfio.c:kvm_vfio_create() says EBUSY since
 * it exists.
 */
#include "../kit/attached.h"

static void run(struct test *t)
{
	struct rig rig;

	rig_open(&rig, t_targets(t), NULL, RIG_KVM_VFIO);
	t_case(t, "second, nothing added");
	t_expect_errno(t, kvm_vfio_create_try(rig.vm->fd), -EBUSY, "KVM_CREATE_DEVICE");

	t_case(t, "second, group attached");
	rig_advance(&rig, RIG_READY);
	t_expect_errno(t, kvm_vfio_create_try(rig.vm->fd), -EBUSY, "KVM_CREATE_DEVICE");
	t_expect_attached(t, &rig);

	t_case(t, "first closed");
	rig_close_fd(&rig, RIG_FD_KVM_VFIO);
	rig_undone(&rig, RIG_ADDED, 0);
	t_expect_detached(t, &rig);

	t_case(t, "another one");
	rig.kvm_vfio_fd = kvm_vfio_create_try(rig.vm->fd);
	if (t_expect_fd(t, rig.kvm_vfio_fd, "KVM_CREATE_DEVICE")) {
		rig.step = RIG_KVM_VFIO;
		rig_advance(&rig, RIG_READY);
		t_expect_attached(t, &rig);
	}
	t_rig_close(t, &rig);
	t_expect_nothing_held(t);
}

TCELIFE_TEST(attach_second_kvm_vfio, .name = "attach.second_kvm_vfio", .run = run,
	     .needs = NEEDS_KVM | NEEDS_GROUP);
