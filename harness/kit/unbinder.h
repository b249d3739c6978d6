/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * In the place of test.h: taking the driver away from a device, the first one unless another is
 * named, while something uses it, which may block for as long as that lasts.
 */
#ifndef TCELIFE_UNBINDER_H
#define TCELIFE_UNBINDER_H

#include "attached.h"
#include "event.h"

/* A process that unbinds a device when told to. */
struct unbinder {
	const char *bdf; /* the device's */
	pid_t pid;
	int go, done; /* fds: a byte tells it; 0 or -errno comes back */
	int waits;    /* an eventfd: the driver waits; -1 */
};

/* Start it, before anything is opened: so it holds nothing itself. */
void unbinder_start(struct test *t, struct unbinder *u);
/* The same for another device than the first. */
void unbinder_start_on(struct test *t, struct unbinder *u, const struct vfio_target *target);
/* Tell it to unbind; drivers/base/bus.c:unbind_store() */
void unbinder_go(struct test *t, struct unbinder *u);
/* Send it a signal that does not kill it, and that ends a sleep that a signal can end. */
void unbinder_signal(struct test *t, struct unbinder *u);
/*
 * Have the driver say when it waits for the rig's device, which is open, to be closed; before
 * unbinder_go(). Then wait for that. drivers/vfio/vfio_main.c:vfio_unregister_group_dev()
 */
void unbinder_listen(struct test *t, struct unbinder *u, const struct rig *rig);
void unbinder_await_request(struct test *t, struct unbinder *u);
/* It is in the kernel and not through yet, after a while; or it is, soon. */
void t_expect_blocked(struct test *t, struct unbinder *u);
void t_expect_unbound(struct test *t, struct unbinder *u);

/* Bind the device again, and reap the process. */
void unbinder_rebind(struct test *t, struct unbinder *u);

#endif
