// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: dma.after_group_close
 * The fds of device and group are closed while KVM holds the group: it is not let go, and cannot
 * be opened again. KVM lets go last, by the close of the KVM-VFIO device: that dissolves the
 * group's place in the container. Opened anew, in a container of its own, with a window of the
 * same I/O addresses, the device no longer reaches what the guest had mapped.
 *
 * Source: Documentation/virt/kvm/devices/vfio.rst: "a reference to the VFIO file is held by KVM"
 */
#include "../kit/reach.h"

static void run(struct test *t)
{
	struct place place = { .page = 4, .offset_bytes = 65536 };
	struct rig rig, next;
	unsigned int got;

	t_case(t, "data moves");
	rig_open(&rig, t_targets(t), NULL, RIG_READY);
	t_guest_map(t, &rig, place, REACH_BOTH);
	t_must_reach(t, &rig, place);

	t_case(t, "KVM holds the group");
	rig_close_fd(&rig, RIG_FD_DEVICE);
	rig_close_fd(&rig, RIG_FD_GROUP);
	t_expect_errno(t, vfio_group_open_try(t_targets(t)->group), -EBUSY,
		       "open of the group that KVM holds");

	t_case(t, "after the last put");
	rig_close_fd(&rig, RIG_FD_KVM_VFIO);
	rig_open(&next, t_targets(t), NULL, RIG_WINDOW);
	got = t_reach(t, &next, &rig, place);
	t_expect(t, got == REACH_NONE, "opened anew, the device %s", reach_text(got));

	t_case(t, "close");
	t_rig_close(t, &next);
	t_rig_close(t, &rig);
	t_expect_nothing_held(t);
}

TCELIFE_TEST(dma_after_group_close, .name = "dma.after_group_close", .run = run,
	     .needs = NEEDS_KVM | NEEDS_GROUP | NEEDS_DMA);
