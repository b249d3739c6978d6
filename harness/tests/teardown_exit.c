// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: teardown.exit
 * A process exits with everything open, complete or half way through the legal sequence: the
 * kernel closes it all in the order of the fd numbers, after the memory is gone. Nothing is held.
 *
 * Source: Documentation/virt/kvm/devices/vfio.rst; Documentation/driver-api/vfio.rst
 */
#include "../kit/live.h"

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

static void run(struct test *t)
{
	static const enum rig_step upto[] = { RIG_JOINED, RIG_DEVICE, RIG_WINDOW, RIG_KVM_VFIO,
					      RIG_READY };

	for (unsigned int i = 0; i < sizeof(upto) / sizeof(upto[0]); i++) {
		enum rig_step step = upto[i];
		int status;

		t_case(t, "exit after %s", rig_step_name(step));
		status = t_in_child(t, open_and_exit, &step);
		if (status)
			t_error(t, "the child that was to exit ended with status 0x%x", status);
		t_expect_nothing_held(t);
	}
}

TCELIFE_TEST(teardown_exit, .name = "teardown.exit", .run = run, .needs = NEEDS_KVM | NEEDS_GROUP);
