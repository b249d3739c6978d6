// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: hcall.two_containers
 * Two groups in two containers, each with a window of its own, behind one table of the guest: one
 * call drives both windows. When KVM lets go of one group its window is left alone from then on,
 * and the other still follows the guest. The memory is registered in one container only: it
 * belongs to the process.
 *
 * Source: Documentation/virt/kvm/devices/vfio.rst, KVM_DEV_VFIO_GROUP_SET_SPAPR_TCE: for each
 * group; arch/powerpc/kvm/book3s_64_vio.c: struct kvmppc_spapr_tce_table, iommu_tables
 */
#include "../kit/tce.h"

#define BYTES 256u

/* Does the device of @io write the memory of @one that @one's guest put at @page? */
static bool written(struct rig *io, struct rig *one, uint64_t page)
{
	return dma_can_write(rig_dma(io, 0), rig_ioba(io, page), rig_hva(one, page * 65536), BYTES);
}

static void put(struct test *t, struct rig *rig, uint64_t page)
{
	t_expect_h(t,
		   guest_put_tce(&rig->cpu[0], rig->liobn, rig_ioba(rig, page),
				 tce_of(rig, page * 65536, TCE_PCI_BOTH)),
		   H_SUCCESS, "H_PUT_TCE");
}

static void both(struct test *t, struct rig *one, struct rig *two)
{
	t_case(t, "both reach what the guest put");
	put(t, one, 0);
	t_expect_dma(t, written(one, one, 0), "the first device does not reach it");
	t_expect_dma(t, written(two, one, 0), "the second device does not reach it");

	t_case(t, "so with a list");
	t_expect_h(t, guest_stuff_tce(&one->cpu[0], one->liobn, 0, 0, 1), H_SUCCESS, "H_STUFF_TCE");
	tce_list_set(one, 0, 1, tce_of(one, 0, TCE_PCI_BOTH), 0);
	t_expect_h(t, guest_put_tce_indirect(&one->cpu[0], one->liobn, 0, tce_list_gpa(one), 1),
		   H_SUCCESS, "H_PUT_TCE_INDIRECT");
	t_expect_dma(t, written(one, one, 0), "the first device does not reach it");
	t_expect_dma(t, written(two, one, 0), "the second device does not reach it");

	t_case(t, "and what it clears, is gone from both");
	t_expect_h(t, guest_stuff_tce(&one->cpu[0], one->liobn, 0, 0, 1), H_SUCCESS, "H_STUFF_TCE");
	tce_expect_unmapped(t, one, "after H_STUFF_TCE");
}

static void let_one_go(struct test *t, struct rig *one, struct rig *two)
{
	t_case(t, "one group is let go");
	put(t, one, 0);
	kvm_vfio_group_del(one->kvm_vfio_fd, two->group_fd[0]);
	put(t, one, 1);
	t_expect_dma(t, written(one, one, 1), "the device that is left does not reach it");
	t_expect_dma(t, !written(two, one, 1),
		     "the device that was let go reaches what is put then");

	t_case(t, "with its TCEs in its own window");
	t_expect_h(t, guest_stuff_tce(&one->cpu[0], one->liobn, 0, 0, 2), H_SUCCESS, "H_STUFF_TCE");
	t_expect_errno(t, vfio_unmap_dma_try(two->container_fd, rig_ioba(two, 0), 4096), 0,
		       "VFIO_IOMMU_UNMAP_DMA in the window that was let go");
	tce_expect_unmapped(t, one, "after both are cleared");
}

static void run(struct test *t)
{
	struct rig one, two;

	t_setup_case(t, "open");
	rig_open(&one, &t_targets(t)[0], NULL, RIG_READY);
	rig_open(&two, &t_targets(t)[1], NULL, RIG_WINDOW);
	kvm_vfio_group_add(one.kvm_vfio_fd, two.group_fd[0]);
	kvm_vfio_set_spapr_tce(one.kvm_vfio_fd, two.group_fd[0], one.table_fd);
	both(t, &one, &two);
	let_one_go(t, &one, &two);

	t_case(t, "close");
	t_rig_close(t, &two);
	t_rig_close(t, &one);
	t_expect_nothing_held(t);
}

TCELIFE_TEST(hcall_two_containers, .name = "hcall.two_containers", .run = run,
	     .needs = NEEDS_KVM | NEEDS_GROUP | NEEDS_TWO_GROUPS);
