// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: holding.unplugged
 * The devices of a group are taken out of the machine, after KVM and VFIO have had the group in
 * every way there is, and another device of it has had a driver of VFIO's as well: when the last
 * device is gone the group is gone, or somebody still counts on it whom nothing else shows. Put in
 * again, it has the same number and works as before. In the lab only: no device of a real machine
 * is taken out.
 *
 * Source: Documentation/ABI/testing/sysfs-bus-pci: /sys/bus/pci/devices/.../remove,
 * /sys/bus/pci/rescan; drivers/iommu/iommu.c:iommu_group_remove_device(), iommu_group_release()
 */
#include "../kit/replug.h"

/* Tied twice, used, and once more after the group was in another container. */
static void use(struct test *t)
{
	struct rig rig;

	rig_open(&rig, t_targets(t), NULL, RIG_READY);
	t_expect_errno(t, attach_try(&rig), 0, "SET_SPAPR_TCE once more");
	t_expect_maps(t, &rig);
	t_rig_close(t, &rig);
	rig_open(&rig, t_targets(t), NULL, RIG_READY);
	t_expect_maps(t, &rig);
	t_remove(t, &rig, 0);
	t_rig_close(t, &rig);
}

/* Nothing is open: with two that it may reset VFIO resets their bus, and that takes seconds. */
static void second_driver(struct test *t)
{
	const char *sibling = sibling_find(t);

	if (!sibling)
		return;
	sibling_take(t, sibling);
	sibling_give_back(t, sibling);
}

static void run(struct test *t)
{
	struct replug r;

	t_case(t, "use");
	if (!replug_possible(t))
		return;
	use(t);

	t_case(t, "a second driver");
	second_driver(t);

	t_case(t, "unplugged");
	replug_list(t, &r);
	replug_out(t, &r);
	t_expect(t, replug_group_gone(t_targets(t)->group),
		 "group %d is still there without a device", t_targets(t)->group);

	t_case(t, "plugged in again");
	replug_back(t, &r);
	replug_bind(t);
	use(t);
	t_expect_nothing_held(t);
}

TCELIFE_TEST(holding_unplugged, .name = "holding.unplugged", .run = run,
	     .needs = NEEDS_KVM | NEEDS_GROUP, .data = "not to be repeated");
