// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: holding.exec
 * A program that the process executes is given none of the descriptors that KVM and VFIO make:
 * those of VM, vCPU, table, KVM-VFIO device and PCI device are closed by execve(2). Otherwise it
 * would keep them all, and with them the group, without knowing of it.
 *
 * Source: unspecified; each kernel since 3.12 does so, as nobody can ask for it when they are made
 */
#include "../test.h"

static void expect_closed(struct test *t, const char *what, int fd)
{
	int flags = fcntl(fd, F_GETFD);

	if (flags < 0)
		t_error(t, "F_GETFD of the %s: %s", what, strerror(errno));
	t_expect(t, flags & FD_CLOEXEC, "the %s survives execve(2)", what);
}

static void run(struct test *t)
{
	struct rig rig;

	t_case(t, "closed by execve");
	rig_open(&rig, t_targets(t), NULL, RIG_READY);
	expect_closed(t, "VM", rig.vm->fd);
	expect_closed(t, "vCPU", rig.cpu[0].vcpu->fd);
	expect_closed(t, "table", rig.table_fd);
	expect_closed(t, "KVM-VFIO device", rig.kvm_vfio_fd);
	expect_closed(t, "PCI device", rig.device_fd[0]);
	t_rig_close(t, &rig);
	t_expect_nothing_held(t);
}

TCELIFE_TEST(holding_exec, .name = "holding.exec", .run = run, .needs = NEEDS_KVM | NEEDS_GROUP);
