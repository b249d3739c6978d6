// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: steps.prefixes
 * Every prefix of the legal sequence, from the VM alone to the attached group, is torn down
 * twice: in the orderly way, step by step with each answer checked, and by closing the bare fds
 * in reverse. Nothing may be left over, and the kernel must have nothing to say about any of it:
 * to add a group and to give up before attaching it is no error.
 *
 * Source: Documentation/virt/kvm/devices/vfio.rst; Documentation/process/coding-style.rst, "Do
 * not WARN lightly"
 * Known: kvm-vfio-never-attached-warns
 */
#include "../test.h"

/* The fds, last opened first. */
static const enum rig_fd in_reverse[] = {
	RIG_FD_KVM_VFIO,  RIG_FD_TABLE, RIG_FD_DEVICE, RIG_FD_GROUP,
	RIG_FD_CONTAINER, RIG_FD_VCPU,	RIG_FD_VM,
};

static void tear_down(struct test *t, enum rig_step upto, bool orderly)
{
	struct rig rig;

	t_case(t, "%s, %s", rig_step_name(upto), orderly ? "orderly" : "bare fds");
	rig_open(&rig, t_targets(t), NULL, upto);
	for (size_t i = 0; !orderly && i < ARRAY_SIZE(in_reverse); i++)
		rig_close_fd(&rig, in_reverse[i]);
	t_rig_close(t, &rig);
}

static void run(struct test *t)
{
	for (enum rig_step step = RIG_VM; step <= RIG_READY; step++) {
		tear_down(t, step, true);
		tear_down(t, step, false);
	}
	t_case(t, "nothing is held");
	t_expect_nothing_held(t);
}

TCELIFE_TEST(steps_prefixes, .name = "steps.prefixes", .run = run,
	     .needs = NEEDS_KVM | NEEDS_GROUP);
