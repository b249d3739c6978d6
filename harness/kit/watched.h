/* SPDX-License-Identifier: GPL-2.0-only */
/* In the place of test.h: is a VM still there when its own fds are closed? */
#ifndef TCELIFE_WATCHED_H
#define TCELIFE_WATCHED_H

#include "../test.h"

struct watched_vm {
	int fd; /* the number that it had */
	bool in_sight;
};

/* Start to watch the VM of @vm_fd, which is open. */
struct watched_vm vm_watch(int vm_fd);

/*
 * It lives on, or it is gone, by guest_vm_lives(); else the case fails with @what. The case is
 * skipped if KVM's debugfs showed no VM when it was open: then nothing tells.
 */
void t_expect_vm_kept(struct test *t, const struct watched_vm *vm, const char *what);
void t_expect_vm_gone(struct test *t, const struct watched_vm *vm, const char *what);

#endif
