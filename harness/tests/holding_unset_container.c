// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: holding.unset_container
 * VFIO_GROUP_UNSET_CONTAINER while KVM holds the attached group. In the older generation KVM is a
 * user of the container, and the answer is EBUSY until KVM lets go. In the newer one KVM holds
 * the file alone, and the group leaves at once: its windows go, and its registered memory with
 * them, so the guest can map nothing any more. Either way GROUP_DEL succeeds, and after it no
 * hardware table is left behind the guest's: a TCE for memory that was never registered is
 * accepted.
 *
 * Source: include/uapi/linux/vfio.h, VFIO_GROUP_UNSET_CONTAINER; design of the two generations:
 * lib/vfio.h
 * Known: kvm-tce-unset-container-stays
 */
#include "../kit/attached.h"

static int unset(struct rig *rig)
{
	int ret = vfio_unset_container_try(rig->group_fd[0]);

	if (!ret)
		rig_undone(rig, RIG_JOINED, 0);
	return ret;
}

static void let_go(struct test *t, struct rig *rig)
{
	t_case(t, "remove");
	t_remove(t, rig, 0);

	t_case(t, "nothing left behind the table");
	t_expect_detached(t, rig);
}

static void run(struct test *t)
{
	bool holds_file = vfio_generation() == VFIO_HOLDS_FILE;
	struct rig rig;

	t_case(t, "device open");
	t_diag(t, "generation: %s", vfio_generation_name(vfio_generation()));
	rig_open(&rig, t_targets(t), NULL, RIG_READY);
	t_expect_maps(t, &rig);
	t_expect_errno(t, unset(&rig), -EBUSY, "UNSET_CONTAINER");

	t_case(t, "device closed");
	rig_close_fd(&rig, RIG_FD_DEVICE);
	t_expect_errno(t, unset(&rig), holds_file ? 0 : -EBUSY, "UNSET_CONTAINER");
	t_expect_errno(t, vfio_group_open_try(t_targets(t)->group), -EBUSY, "a second open");
	let_go(t, &rig);

	t_case(t, "back in a container");
	if (!holds_file)
		t_expect_errno(t, unset(&rig), 0, "UNSET_CONTAINER");
	t_rig_close(t, &rig);
	rig_open(&rig, t_targets(t), NULL, RIG_READY);
	t_expect_maps(t, &rig);
	t_rig_close(t, &rig);
	t_expect_nothing_held(t);
}

TCELIFE_TEST(holding_unset_container, .name = "holding.unset_container", .run = run,
	     .needs = NEEDS_KVM | NEEDS_GROUP);
