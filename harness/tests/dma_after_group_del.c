// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: dma.after_group_del
 * KVM_DEV_VFIO_GROUP_DEL unties the group from the table. The table lives on as one that KVM
 * emulates, so what the guest puts is still answered by the kernel, but the hardware must not
 * follow: the device does not reach it. What was mapped before is the container's to unmap, and
 * then is out of reach. When the group is added and tied once more, the hardware follows again,
 * also when the guest puts what its table has already.
 *
 * Source: Documentation/virt/kvm/devices/vfio.rst, KVM_DEV_VFIO_GROUP_DEL;
 * Documentation/driver-api/vfio.rst, PPC64 sPAPR implementation note (5)
 */
#include "../kit/reach.h"

static void map_by_list(struct test *t, struct rig *rig, struct place place)
{
	tce_list_set(rig, 0, 1, tce_of(rig, place.offset_bytes, TCE_PCI_BOTH), 0);
	t_expect_h(t,
		   guest_put_tce_indirect(&rig->cpu[0], rig->liobn, rig_ioba(rig, place.page),
					  tce_list_gpa(rig), 1),
		   H_SUCCESS, "H_PUT_TCE_INDIRECT");
}

static void run(struct test *t)
{
	struct place mapped = { .page = 4, .offset_bytes = 65536 };
	struct place later = { .page = 4, .offset_bytes = 3 * 65536 };
	struct place listed = { .page = 6, .offset_bytes = 5 * 65536 };
	struct rig rig;

	t_case(t, "data moves");
	rig_open(&rig, t_targets(t), NULL, RIG_READY);
	t_guest_map(t, &rig, mapped, REACH_BOTH);
	t_must_reach(t, &rig, mapped);

	t_case(t, "the hardware no longer follows");
	kvm_vfio_group_del(rig.kvm_vfio_fd, rig.group_fd[0]);
	rig_undone(&rig, RIG_ADDED, 0);
	t_guest_map(t, &rig, later, REACH_BOTH);
	map_by_list(t, &rig, listed);
	t_expect_reach(t, &rig, later, REACH_NONE, "put after GROUP_DEL");
	t_expect_written(t, &rig, listed, false, "put by a list after GROUP_DEL");

	t_case(t, "the container takes it back");
	t_container_takes_back(t, &rig, mapped);

	t_case(t, "tied once more");
	rig.step = RIG_KVM_VFIO;
	rig_advance(&rig, RIG_READY);
	t_guest_map(t, &rig, later, REACH_BOTH);
	t_expect_reach(t, &rig, later, REACH_BOTH, "put after the group was tied once more");
	map_by_list(t, &rig, listed);
	t_expect_reach(t, &rig, listed, REACH_BOTH, "put by a list after that");

	t_case(t, "close");
	t_rig_close(t, &rig);
	t_expect_nothing_held(t);
}

TCELIFE_TEST(dma_after_group_del, .name = "dma.after_group_del", .run = run,
	     .needs = NEEDS_KVM | NEEDS_GROUP | NEEDS_DMA);
