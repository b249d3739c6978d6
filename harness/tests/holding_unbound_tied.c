// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: holding.unbound_tied
 * KVM has a group behind a TCE table when the driver is taken away, for no device is open. KVM lets
 * go of the group as of any other, by request or when its device is closed: the table drives
 * nothing from then on, and the IOMMU group is nobody's. In the lab that shows when the group's
 * devices are taken out: it goes with them.
 *
 * Source: virt/kvm/vfio.c:kvm_spapr_tce_release_vfio_group(); drivers/vfio/group.c:
 * vfio_device_remove_group(); Documentation/virt/kvm/devices/vfio.rst
 * Known: kvm-tce-unset-container-stays
 */
#include "../kit/replug.h"

static void unbound(struct test *t, struct rig *rig)
{
	rig_open(rig, t_targets(t), NULL, RIG_READY);
	t_expect_maps(t, rig);
	rig_close_fd(rig, RIG_FD_DEVICE);
	t_expect_errno(t, spit("/sys/bus/pci/drivers/vfio-pci/unbind", t_targets(t)->bdf), 0,
		       "unbind");
	rig_undone(rig, RIG_JOINED, 0);
}

static void let_go(struct test *t, bool by_close)
{
	struct rig rig;

	t_case(t, "unbound, %s", by_close ? "KVM-VFIO device closed" : "GROUP_DEL");
	unbound(t, &rig);
	if (by_close)
		rig_close_fd(&rig, RIG_FD_KVM_VFIO);
	else
		t_remove(t, &rig, 0);
	t_expect_detached(t, &rig);

	rig_close_fd(&rig, RIG_FD_GROUP);
	rig_close_fd(&rig, RIG_FD_CONTAINER);
	replug_bind(t);
	t_rig_close(t, &rig);
	t_expect_nothing_held(t);
}

static void goes_with_devices(struct test *t)
{
	struct replug r;

	t_case(t, "the devices are taken out");
	if (!replug_possible(t))
		return;
	replug_list(t, &r);
	replug_out(t, &r);
	t_expect(t, replug_group_gone(t_targets(t)->group), "group %d is still there",
		 t_targets(t)->group);
	replug_back(t, &r);
	replug_bind(t);
}

static void run(struct test *t)
{
	let_go(t, false);
	let_go(t, true);
	goes_with_devices(t);
}

TCELIFE_TEST(holding_unbound_tied, .name = "holding.unbound_tied", .run = run,
	     .needs = NEEDS_KVM | NEEDS_GROUP, .data = "not to be repeated");
