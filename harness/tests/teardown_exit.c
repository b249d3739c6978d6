// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: teardown.exit
 * A process exits with everything open, complete or half way through the legal sequence: the
 * kernel closes it all in the order of the fd numbers, after the memory is gone. Nothing is held,
 * also when a BAR of the device was mapped: the container, which counts memory for the process,
 * must not keep its address space, or that keeps the device, and the device the container. Nor
 * may the VM, which its vCPU keeps: a vCPU has its page mapped in each case.
 *
 * Source: Documentation/virt/kvm/devices/vfio.rst; Documentation/driver-api/vfio.rst
 */
#include "../kit/bar.h"

static void open_and_exit(struct test *t, void *arg)
{
	enum rig_step *upto = arg;
	struct rig rig;

	if (*upto == RIG_READY)
		rig_live_open(t, &rig, NULL);
	else
		rig_open(&rig, t_targets(t), NULL, *upto);
	_exit(0);
}

static void exit_with_bar(struct test *t, void *arg)
{
	struct rig rig;

	(void)arg;
	rig_live_open(t, &rig, NULL);
	bar_map(t, &rig);
	_exit(0);
}

static void expect_gone(struct test *t, void (*body)(struct test *t, void *arg), void *arg)
{
	int status = t_in_child_try(t, body, arg);

	if (status)
		t_error(t, "the child that was to exit ended with status 0x%x", status);
	t_expect_nothing_held(t);
}

static void run(struct test *t)
{
	static const enum rig_step upto[] = { RIG_JOINED, RIG_DEVICE, RIG_WINDOW, RIG_KVM_VFIO,
					      RIG_READY };

	for (unsigned int i = 0; i < sizeof(upto) / sizeof(upto[0]); i++) {
		enum rig_step step = upto[i];

		t_case(t, "exit after %s", rig_step_name(step));
		expect_gone(t, open_and_exit, &step);
	}
	t_case(t, "exit with the device's BAR mapped");
	expect_gone(t, exit_with_bar, NULL);
}

TCELIFE_TEST(teardown_exit, .name = "teardown.exit", .run = run, .needs = NEEDS_KVM | NEEDS_GROUP);
