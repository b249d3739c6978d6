// SPDX-License-Identifier: GPL-2.0-only
#include "watched.h"

struct watched_vm vm_watch(int vm_fd)
{
	return (struct watched_vm){ vm_fd, guest_vm_lives(vm_fd) };
}

static void expect(struct test *t, const struct watched_vm *vm, bool lives, const char *what)
{
	if (vm->in_sight)
		t_expect(t, guest_vm_lives(vm->fd) == lives, "%s", what);
	else
		t_skip(t, "KVM's debugfs is not there; mount -t debugfs none /sys/kernel/debug");
}

void t_expect_vm_kept(struct test *t, const struct watched_vm *vm, const char *what)
{
	expect(t, vm, true, what);
}

void t_expect_vm_gone(struct test *t, const struct watched_vm *vm, const char *what)
{
	expect(t, vm, false, what);
}
