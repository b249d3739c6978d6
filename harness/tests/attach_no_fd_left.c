// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: attach.no_fd_left
 * A KVM-VFIO device is made and there is no number for its file: EMFILE, and nothing is left of it.
 * The VM has none yet (a second one would be EBUSY), can have one when there is a number, and goes
 * with its own fds.
 *
 * Source: Documentation/virt/kvm/api.rst 4.79 KVM_CREATE_DEVICE; getrlimit(2), RLIMIT_NOFILE
 */
#include "../kit/tce.h"

#define TIMES 3

static int create_without_fds(struct test *t, struct rig *rig)
{
	struct rlimit before;
	int ret;

	t_take_fds(t, &before);
	ret = kvm_vfio_create_try(rig->vm->fd);
	t_free_fds(t, &before);
	return ret;
}

static void run(struct test *t)
{
	struct watched_vm vm;
	struct rig rig;

	t_case(t, "no fd left");
	rig_open(&rig, t_targets(t), NULL, RIG_VM);
	vm = vm_watch(rig.vm->fd);
	for (unsigned int i = 0; i < TIMES; i++)
		t_expect_errno(t, create_without_fds(t, &rig), -EMFILE, "KVM_CREATE_DEVICE");

	t_case(t, "one left");
	rig.kvm_vfio_fd = kvm_vfio_create_try(rig.vm->fd);
	t_expect_fd(t, rig.kvm_vfio_fd, "KVM_CREATE_DEVICE");
	if (rig.kvm_vfio_fd < 0)
		rig.kvm_vfio_fd = -1;

	t_case(t, "close");
	t_rig_close(t, &rig);
	t_expect_vm_gone(t, &vm, "the VM lives on");
}

TCELIFE_TEST(attach_no_fd_left, .name = "attach.no_fd_left", .run = run, .needs = NEEDS_KVM);
