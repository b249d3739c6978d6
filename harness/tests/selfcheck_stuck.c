// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: selfcheck.stuck
 * A test that cannot be killed must be reported as such, with the place in the kernel where it is.
 * Made for real: a child takes the driver away from a device that somebody has open, and is killed;
 * the kernel then waits for the device without listening to signals.
 *
 * Source: drivers/vfio/vfio_main.c:vfio_unregister_group_dev()
 */
#include "../kit/selfcheck.h"

#define VFIO_PCI "/sys/bus/pci/drivers/vfio-pci/"

static struct rig rig; /* open in the test's process; its child only knows which fds to close */

static void unbind(struct test *t)
{
	for (enum rig_fd which = 0; which < RIG_NR_FDS; which++)
		rig_close_fd(&rig, which);
	spit(VFIO_PCI "unbind", t_targets(t)->bdf);
}

static void tick(void *arg)
{
	(void)arg;
}

static void run_stuck(struct test *t, struct child_end *end)
{
	struct test_decl decl = { .name = "inner", .run = unbind };
	char stuck[32];
	struct child_watch watch = {
		.log_path = "/dev/null", .stuck_path = stuck, .hang_s = 1, .tick = tick
	};
	struct inner inner;

	snprintf(stuck, sizeof(stuck), "/proc/self/fd/%d", memfd_create("stuck", 0));
	inner_init(t, &inner, &decl);
	child_kill_ms = 1000;
	child_run(&inner.test, &watch, end);
	inner_free(&inner);
}

static void run(struct test *t)
{
	struct child_end end;
	int ret;

	rig_open(&rig, t_targets(t), NULL, RIG_READY);

	t_case(t, "cannot be killed");
	run_stuck(t, &end);
	t_expect(t, end.how == CHILD_STUCK, "seen as %d, must be %d (enum child_how)", end.how,
		 CHILD_STUCK);
	t_expect(t, strstr(end.where, "vfio"), "it is said to be in \"%s\", not in VFIO",
		 end.where);

	t_case(t, "gone once the device is closed");
	rig_close_fd(&rig, RIG_FD_DEVICE);
	t_expect(t, waitpid(-1, NULL, 0) > 0, "waitpid: %s", strerror(errno));
	ret = spit(VFIO_PCI "bind", t_targets(t)->bdf);
	t_expect_errno(t, ret, 0, "bind of the device to vfio-pci");
	rig_close_fd(&rig, RIG_FD_GROUP);
	rig_close(&rig);
	t_expect_nothing_held(t);
}

TCELIFE_TEST(selfcheck_stuck, .name = "selfcheck.stuck", .run = run,
	     .needs = NEEDS_KVM | NEEDS_GROUP, .data = "not to be repeated");
