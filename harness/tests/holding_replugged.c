// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: holding.replugged
 * While one device of a group is in use, another one, which is nobody's, is taken out of the
 * machine and comes back. The user notices nothing of it: what the guest maps is where the device
 * moves its data, the container removes its window and makes another one, and nothing is held when
 * the user has let go of all. In the lab only: no device of a real machine is taken out.
 *
 * Source: Documentation/driver-api/vfio.rst, "Groups, Devices, and IOMMUs";
 * Documentation/ABI/testing/sysfs-bus-pci: /sys/bus/pci/devices/.../remove, /sys/bus/pci/rescan;
 * drivers/iommu/iommu.c:__iommu_probe_device(): who joins a group gets the group's domain
 */
#include "../kit/replug.h"

static const struct place place = { .page = 2, .offset_bytes = 0 };

static void t_expect_moves(struct test *t, struct rig *rig, const char *when)
{
	t_expect(t, reach_moves(rig, place), "%s nothing moves where the guest's TCE points", when);
	tce_expect_driven(t, rig, rig->liobn, rig_ioba(rig, 0));
}

/* In the place of the first one, for which the table is. */
static void another_window(struct test *t, struct rig *rig)
{
	struct dma_window window = rig->window;

	t_case(t, "another window");
	t_remove(t, rig, 0);
	t_expect_errno(t, vfio_window_remove_try(rig->container_fd, rig->window.start_bytes), 0,
		       "TCE_REMOVE");
	t_expect_errno(t, vfio_window_create_try(rig->container_fd, &window), 0, "TCE_CREATE");
	t_expect(t, window.start_bytes == rig->window.start_bytes,
		 "the new window begins at 0x%llx", (unsigned long long)window.start_bytes);
	t_expect_errno(t, add_try(rig), 0, "GROUP_ADD");
	t_expect_errno(t, attach_try(rig), 0, "SET_SPAPR_TCE");
	t_guest_map(t, rig, place, REACH_BOTH);
	t_expect_moves(t, rig, "through the new window");
	t_remove(t, rig, 0);
}

static void run(struct test *t)
{
	struct replug other = { .nr = 1 };
	const char *sibling;
	struct rig rig;

	t_case(t, "in use");
	sibling = sibling_find(t);
	if (!sibling)
		return;
	snprintf(other.bdf[0], sizeof(other.bdf[0]), "%s", sibling);
	rig_open(&rig, t_targets(t), NULL, RIG_READY);
	t_guest_map(t, &rig, place, REACH_BOTH);
	t_must_reach(t, &rig, place);

	t_case(t, "the other device is taken out");
	replug_out(t, &other);
	t_expect_moves(t, &rig, "without the other device");

	t_case(t, "and comes back");
	replug_back(t, &other);
	t_expect_moves(t, &rig, "with the other device back");
	another_window(t, &rig);

	t_case(t, "close");
	t_rig_close(t, &rig);
	t_expect_nothing_held(t);
}

TCELIFE_TEST(holding_replugged, .name = "holding.replugged", .run = run,
	     .needs = NEEDS_KVM | NEEDS_GROUP | NEEDS_DMA, .data = "not to be repeated");
