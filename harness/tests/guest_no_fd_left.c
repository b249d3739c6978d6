// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: guest.no_fd_left
 * A vCPU is made and there is no number for its file: EMFILE, and nothing is left of it. Its number
 * can be had when there is one for the file, and the VM goes with its own fds.
 *
 * Source: Documentation/virt/kvm/api.rst 4.7 KVM_CREATE_VCPU; getrlimit(2), RLIMIT_NOFILE
 * Known: vcpu-create-enomem-loses-id
 */
#include "../kit/tce.h"

#define TIMES	 3
#define NEW_VCPU 1ul /* the rig has number 0 */

static int create_vcpu(const struct rig *rig)
{
	int fd = ioctl(rig->vm->fd, KVM_CREATE_VCPU, NEW_VCPU);

	return fd < 0 ? -errno : fd;
}

static int create_without_fds(struct test *t, const struct rig *rig)
{
	struct rlimit before;
	int ret;

	t_take_fds(t, &before);
	ret = create_vcpu(rig);
	t_free_fds(t, &before);
	return ret;
}

static void run(struct test *t)
{
	struct watched_vm vm;
	struct rig rig;
	int vcpu_fd;

	t_case(t, "no fd left");
	rig_open(&rig, t_targets(t), NULL, RIG_VM);
	vm = vm_watch(rig.vm->fd);
	for (unsigned int i = 0; i < TIMES; i++)
		t_expect_errno(t, create_without_fds(t, &rig), -EMFILE, "KVM_CREATE_VCPU");

	t_case(t, "one left");
	vcpu_fd = create_vcpu(&rig);
	t_expect_fd(t, vcpu_fd, "KVM_CREATE_VCPU of the same number");
	if (vcpu_fd >= 0)
		close(vcpu_fd);

	t_case(t, "close");
	t_rig_close(t, &rig);
	t_expect_vm_gone(t, &vm, "the VM lives on");
}

TCELIFE_TEST(guest_no_fd_left, .name = "guest.no_fd_left", .run = run, .needs = NEEDS_KVM);
