// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: dma.after_vm_close
 * The whole of KVM goes (vCPU, table, KVM-VFIO device, VM) while the device and its container
 * stay. What the dead guest had mapped is the container's to unmap and then out of reach; the
 * device works on for its next user.
 *
 * Source: Documentation/driver-api/vfio.rst, PPC64 sPAPR implementation note (5) and (6)
 */
#include "../kit/reach.h"

/* The container maps the page itself: it never needed KVM for that. */
static void container_maps(struct test *t, struct rig *rig, struct place place)
{
	t_expect_errno(t,
		       vfio_map_dma_try(rig->container_fd, rig_ioba(rig, place.page),
					rig_hva(rig, place.offset_bytes),
					dma_window_page_bytes(&rig->window),
					VFIO_DMA_MAP_FLAG_READ | VFIO_DMA_MAP_FLAG_WRITE),
		       0, "VFIO_IOMMU_MAP_DMA");
}

static void run(struct test *t)
{
	static const enum rig_fd kvm_side[] = { RIG_FD_VCPU, RIG_FD_TABLE, RIG_FD_KVM_VFIO,
						RIG_FD_VM };
	struct place place = { .page = 4, .offset_bytes = 65536 };
	struct rig rig;

	t_case(t, "data moves");
	rig_open(&rig, t_targets(t), NULL, RIG_READY);
	t_guest_map(t, &rig, place, REACH_BOTH);
	t_must_reach(t, &rig, place);

	t_case(t, "the container takes it back");
	for (unsigned int i = 0; i < sizeof(kvm_side) / sizeof(kvm_side[0]); i++)
		rig_close_fd(&rig, kvm_side[i]);
	t_container_takes_back(t, &rig, place);

	t_case(t, "the device works on");
	container_maps(t, &rig, place);
	t_expect_reach(t, &rig, place, REACH_BOTH, "mapped by the container");

	t_case(t, "close");
	t_rig_close(t, &rig);
	t_expect_nothing_held(t);
}

TCELIFE_TEST(dma_after_vm_close, .name = "dma.after_vm_close", .run = run,
	     .needs = NEEDS_KVM | NEEDS_GROUP | NEEDS_DMA);
