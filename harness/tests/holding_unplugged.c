// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: holding.unplugged
 * The devices of a group are taken out of the machine, after KVM and VFIO have had the group in
 * every way there is, and another device of it has had a driver of VFIO's as well: when the last
 * device is gone the group is gone, or somebody still counts on it whom nothing else shows. Put in
 * again, it has the same number, name and kinds of windows, and works as before. In the lab only:
 * no device of a real machine is taken out.
 *
 * Source: Documentation/ABI/testing/sysfs-bus-pci: /sys/bus/pci/devices/.../remove,
 * /sys/bus/pci/rescan; drivers/iommu/iommu.c:iommu_group_remove_device(), iommu_group_release()
 */
#include "../kit/replug.h"

/* What is known of the group. */
struct known {
	char name[64];
	struct vfio_iommu_spapr_tce_info info;
};

static void ask(struct test *t, const struct rig *rig, struct known *known)
{
	char file[80], *name;

	memset(known, 0, sizeof(*known));
	snprintf(file, sizeof(file), "/sys/kernel/iommu_groups/%d/name", t_targets(t)->group);
	name = slurp(file);
	if (name)
		snprintf(known->name, sizeof(known->name), "%.*s", (int)strcspn(name, "\n"), name);
	free(name);
	vfio_spapr_info(rig->container_fd, &known->info);
}

/* Tied twice, used, and once more after the group was in another container. */
static void use(struct test *t, struct known *known)
{
	struct rig rig;

	rig_open(&rig, t_targets(t), NULL, RIG_READY);
	ask(t, &rig, known);
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
	struct known before, now;
	struct replug r;

	t_case(t, "use");
	if (!replug_possible(t))
		return;
	use(t, &before);

	t_setup_case(t, "a second driver");
	second_driver(t);

	t_case(t, "unplugged");
	replug_list(t, &r);
	replug_out(t, &r);
	t_expect(t, replug_group_gone(t_targets(t)->group),
		 "group %d is still there without a device", t_targets(t)->group);

	t_case(t, "plugged in again");
	replug_back(t, &r);
	replug_bind(t);
	use(t, &now);
	t_expect(t, *before.name, "the group had no name");
	t_expect(t, !strcmp(now.name, before.name), "the group is called \"%s\", was \"%s\"",
		 now.name, before.name);
	t_expect(t, !memcmp(&now.info, &before.info, sizeof(now.info)),
		 "VFIO_IOMMU_SPAPR_TCE_GET_INFO has another answer: page sizes 0x%llx, were 0x%llx",
		 (unsigned long long)now.info.ddw.pgsizes,
		 (unsigned long long)before.info.ddw.pgsizes);
	t_expect_nothing_held(t);
}

TCELIFE_TEST(holding_unplugged, .name = "holding.unplugged", .run = run,
	     .needs = NEEDS_KVM | NEEDS_GROUP, .data = "not to be repeated");
