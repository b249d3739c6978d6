// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: dma.other_group
 * What the guest maps is reached by the device of the group that its table drives, and by no
 * other group's: a second device, in a group and a container of its own, with a window of the
 * same I/O addresses, is sent there in vain. It first moves data through a page of its own,
 * so it could. If it reached the page, the LIOBN would drive more hardware than it was tied to.
 *
 * Source: Documentation/virt/kvm/devices/vfio.rst, KVM_DEV_VFIO_GROUP_SET_SPAPR_TCE
 */
#include "../kit/reach.h"

/* The guest of @rig maps one page for @rig's device; nobody maps it for @other's. */
static void one_way(struct test *t, struct rig *rig, struct rig *other, struct place place)
{
	unsigned int got;

	t_guest_map(t, rig, place, REACH_BOTH);
	t_must_reach(t, rig, place);
	got = t_reach(t, other, rig, place);
	t_expect(t, got == REACH_NONE, "the device of the other group %s", reach_text(got));
}

static void run(struct test *t)
{
	struct place first = { .page = 3, .offset_bytes = 0 };
	struct place second = { .page = 7, .offset_bytes = 65536 };
	struct rig rig, other;

	rig_open(&rig, t_targets(t), NULL, RIG_READY);
	rig_open(&other, t_targets(t) + 1, NULL, RIG_READY);

	t_case(t, "the first group's page");
	one_way(t, &rig, &other, first);
	t_case(t, "the second group's page");
	one_way(t, &other, &rig, second);

	t_case(t, "the same I/O address in both");
	t_guest_map(t, &other, first, REACH_BOTH);
	t_must_reach(t, &rig, first);
	t_must_reach(t, &other, first);

	t_case(t, "close");
	t_rig_close(t, &rig);
	t_rig_close(t, &other);
	t_expect_nothing_held(t);
}

TCELIFE_TEST(dma_other_group, .name = "dma.other_group", .run = run,
	     .needs = NEEDS_KVM | NEEDS_GROUP | NEEDS_TWO_GROUPS | NEEDS_DMA);
