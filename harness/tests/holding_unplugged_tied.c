// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: holding.unplugged_tied
 * KVM still has a group behind a TCE table when the group's devices are taken out of the machine.
 * That is no reason for the kernel to complain; KVM lets go of the group whenever it likes, of one
 * without devices, whether the table is there still or has been closed, and nothing of it shows in
 * the group that the devices have made meanwhile: that one goes with its devices, as any other
 * does. In the lab only: no device of a real machine is taken out.
 *
 * Source: Documentation/virt/kvm/devices/vfio.rst ("When registered with KVM, a reference to the
 * VFIO file is held by KVM"); Documentation/ABI/testing/sysfs-bus-pci:
 * /sys/bus/pci/devices/.../remove, /sys/bus/pci/rescan;
 * drivers/iommu/iommu.c:iommu_group_remove_device(), iommu_group_release()
 */
#include "../kit/replug.h"

/* All that keeps the group is the KVM-VFIO device. */
static void tie(struct test *t, struct rig *rig, const char *how)
{
	t_case(t, "tied%s", how);
	rig_open(rig, t_targets(t), NULL, RIG_READY);
	t_expect_maps(t, rig);
	rig_close_fd(rig, RIG_FD_DEVICE);
	rig_close_fd(rig, RIG_FD_GROUP);
	rig_close_fd(rig, RIG_FD_CONTAINER);
}

static void works(struct test *t)
{
	struct rig rig;

	rig_open(&rig, t_targets(t), NULL, RIG_READY);
	t_expect_maps(t, &rig);
	t_rig_close(t, &rig);
}

static void unplug(struct test *t, const struct replug *r, bool table_closed)
{
	const char *how = table_closed ? ", table closed" : "";
	struct rig rig;
	int group;

	tie(t, &rig, how);

	t_case(t, "unplugged and plugged in again%s", how);
	replug_out(t, r);
	group = replug_in(t, r);
	t_expect(t, group != t_targets(t)->group,
		 "the devices are back in group %d, which KVM has from the time before", group);

	t_case(t, "KVM lets go%s", how);
	if (table_closed)
		rig_close_fd(&rig, RIG_FD_TABLE);
	rig_close_fd(&rig, RIG_FD_KVM_VFIO);
	t_expect(t, replug_group_gone(t_targets(t)->group), "group %d is still there",
		 t_targets(t)->group);

	t_case(t, "unplugged once more%s", how);
	replug_out(t, r);
	t_expect(t, replug_group_gone(group), "group %d is still there without a device", group);

	t_case(t, "as before%s", how);
	replug_back(t, r);
	replug_bind(t);
	t_rig_close(t, &rig);
	works(t);
	t_expect_nothing_held(t);
}

static void run(struct test *t)
{
	struct replug r;

	t_setup_case(t, "the lab");
	if (!replug_possible(t))
		return;
	replug_list(t, &r);
	unplug(t, &r, false);
	unplug(t, &r, true);
}

TCELIFE_TEST(holding_unplugged_tied, .name = "holding.unplugged_tied", .run = run,
	     .needs = NEEDS_KVM | NEEDS_GROUP, .data = "not to be repeated");
