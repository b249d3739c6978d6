// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: dma.after_unset_container
 * The group leaves its container while KVM holds it. Kernels whose KVM is a user of the container
 * refuse that (-EBUSY); the others let it go, and then the device no longer reaches what the
 * guest had mapped, nor what it maps afterwards: the same group, in another container with a
 * window of the same I/O addresses, is not driven by the table any more.
 *
 * Source: Documentation/virt/kvm/devices/vfio.rst;
 * drivers/vfio/group.c:vfio_group_ioctl_unset_container()
 */
#include "../kit/reach.h"

/* The same group, by the same fd, in a container of its own with a window of its own. */
static void join_another(struct test *t, struct rig *rig, struct rig *next)
{
	rig_open(next, t_targets(t), NULL, RIG_CONTAINER);
	next->group_fd[0] = rig->group_fd[0];
	rig->group_fd[0] = -1;
	rig_undone(rig, RIG_JOINED, 0);
	next->step = RIG_GROUP;
	rig_advance(next, RIG_WINDOW);
}

static void after(struct test *t, struct rig *rig, struct place place)
{
	struct rig next;
	unsigned int got;

	t_case(t, "after it left the container");
	join_another(t, rig, &next);
	got = t_reach(t, &next, rig, place);
	t_expect(t, got == REACH_NONE, "in another container, the device %s", reach_text(got));

	t_case(t, "the guest's way is closed");
	t_expect_bounced(t,
			 guest_put_tce(&rig->cpu[0], rig->liobn, rig_ioba(rig, place.page),
				       rig_gpa(rig, place.offset_bytes) | REACH_BOTH),
			 "H_PUT_TCE of memory that is registered no longer");
	got = t_reach(t, &next, rig, place);
	t_expect(t, got == REACH_NONE, "put afterwards: the device %s", reach_text(got));

	t_case(t, "close");
	rig_close_fd(rig, RIG_FD_KVM_VFIO);
	t_rig_close(t, &next);
}

static void run(struct test *t)
{
	bool leaves = vfio_generation() == VFIO_HOLDS_FILE;
	struct place place = { .page = 4, .offset_bytes = 65536 };
	struct rig rig;

	t_case(t, "data moves");
	rig_open(&rig, t_targets(t), NULL, RIG_READY);
	t_guest_map(t, &rig, place, REACH_BOTH);
	t_must_reach(t, &rig, place);

	t_case(t, "VFIO_GROUP_UNSET_CONTAINER");
	rig_close_fd(&rig, RIG_FD_DEVICE);
	t_expect_errno(t, vfio_unset_container_try(rig.group_fd[0]), leaves ? 0 : -EBUSY,
		       "VFIO_GROUP_UNSET_CONTAINER while KVM holds the group");
	if (leaves)
		after(t, &rig, place);
	else
		t_case(t, "close");
	t_rig_close(t, &rig);
	t_expect_nothing_held(t);
}

TCELIFE_TEST(dma_after_unset_container, .name = "dma.after_unset_container", .run = run,
	     .needs = NEEDS_KVM | NEEDS_GROUP | NEEDS_DMA);
