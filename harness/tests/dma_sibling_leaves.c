// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: dma.sibling_leaves
 * Two groups in one container, behind one table of the guest. One of them is let go by KVM and
 * leaves the container: what the guest maps from then on the device of the other one reaches, in
 * the same window as before. It is told of each by turns.
 *
 * Source: Documentation/driver-api/vfio.rst, "PPC64 sPAPR implementation note", 1): groups share
 * the container's windows; drivers/vfio/vfio_iommu_spapr_tce.c:tce_iommu_detach_group()
 * Known: kvm-tce-shared-table-leak
 */
#include "../kit/reach.h"

#define BYTES 256u

static bool written(struct rig *rig, unsigned int n, uint64_t page)
{
	return dma_can_write(rig_dma(rig, n), rig_ioba(rig, page), rig_hva(rig, page * 65536),
			     BYTES);
}

static void put(struct test *t, struct rig *rig, uint64_t page)
{
	t_expect_h(t,
		   guest_put_tce(&rig->cpu[0], rig->liobn, rig_ioba(rig, page),
				 tce_of(rig, page * 65536, TCE_PCI_BOTH)),
		   H_SUCCESS, "H_PUT_TCE");
}

static void let_go(struct test *t, struct rig *rig, unsigned int n)
{
	t_expect_errno(t, kvm_vfio_group_del_try(rig->kvm_vfio_fd, rig->group_fd[n]), 0,
		       "GROUP_DEL");
	rig->attached[n] = rig->added[n] = false;
	dma_close(rig->dma[n]);
	rig->dma[n] = NULL;
	close(rig->device_fd[n]);
	rig->device_fd[n] = -1;
	t_expect_errno(t, vfio_unset_container_try(rig->group_fd[n]), 0, "UNSET_CONTAINER");
	rig->joined[n] = false;
}

static void leaves(struct test *t, unsigned int n)
{
	const struct rig_opts opts = { .nr_groups = 2 };
	struct rig rig;

	t_case(t, "group %u leaves", n);
	rig_open(&rig, t_targets(t), &opts, RIG_READY);
	put(t, &rig, 0);
	t_expect(t, written(&rig, !n, 0), "before: the device of group %u does not reach it", !n);
	let_go(t, &rig, n);
	put(t, &rig, 1);
	t_expect(t, written(&rig, !n, 1), "the device of group %u does not reach what is put then",
		 !n);
	t_rig_close(t, &rig);
}

static void run(struct test *t)
{
	leaves(t, 0);
	leaves(t, 1);
	t_expect_nothing_held(t);
}

TCELIFE_TEST(dma_sibling_leaves, .name = "dma.sibling_leaves", .run = run,
	     .needs = NEEDS_KVM | NEEDS_GROUP | NEEDS_TWO_GROUPS | NEEDS_DMA);
