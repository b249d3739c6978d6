// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: hcall.tied_again
 * Two groups in two containers behind one table of the guest. The first one is tied once more when
 * the second one has come, which says nothing new, and then KVM lets go of it: once is enough, and
 * its device is out of the guest's reach, while the other one still follows.
 *
 * Source: Documentation/virt/kvm/devices/vfio.rst, KVM_DEV_VFIO_GROUP_SET_SPAPR_TCE;
 * arch/powerpc/kvm/book3s_64_vio.c:kvm_spapr_tce_attach_iommu_group()
 * Known: kvm-tce-attach-twice-dma
 */
#include "../kit/tce.h"

#define BYTES 256u

/* Does the device of @io write the memory of @one that @one's guest has put at page 0? */
static bool written(struct rig *io, struct rig *one)
{
	return dma_can_write(rig_dma(io, 0), rig_ioba(io, 0), rig_hva(one, 0), BYTES);
}

static void run(struct test *t)
{
	struct rig one, two;

	t_case(t, "tied again");
	rig_open(&one, &t_targets(t)[0], NULL, RIG_READY);
	rig_open(&two, &t_targets(t)[1], NULL, RIG_WINDOW);
	kvm_vfio_group_add(one.kvm_vfio_fd, two.group_fd[0]);
	kvm_vfio_set_spapr_tce(one.kvm_vfio_fd, two.group_fd[0], one.table_fd);
	t_expect_errno(t,
		       kvm_vfio_set_spapr_tce_try(one.kvm_vfio_fd, one.group_fd[0], one.table_fd),
		       0, "KVM_DEV_VFIO_GROUP_SET_SPAPR_TCE once more");

	t_case(t, "let go once");
	kvm_vfio_group_del(one.kvm_vfio_fd, one.group_fd[0]);
	rig_undone(&one, RIG_ADDED, 0);
	t_expect_h(t,
		   guest_put_tce(&one.cpu[0], one.liobn, rig_ioba(&one, 0),
				 tce_of(&one, 0, TCE_PCI_BOTH)),
		   H_SUCCESS, "H_PUT_TCE");
	t_expect_dma(t, written(&two, &one), "the device that is left does not reach it");
	t_expect_dma(t, !written(&one, &one),
		     "the device that was let go reaches what is put then");
	t_expect_h(t, guest_stuff_tce(&one.cpu[0], one.liobn, rig_ioba(&one, 0), 0, 1), H_SUCCESS,
		   "H_STUFF_TCE");

	t_case(t, "close");
	kvm_vfio_group_del(one.kvm_vfio_fd, two.group_fd[0]);
	t_rig_close(t, &two);
	t_rig_close(t, &one);
	t_expect_nothing_held(t);
}

TCELIFE_TEST(hcall_tied_again, .name = "hcall.tied_again", .run = run,
	     .needs = NEEDS_KVM | NEEDS_GROUP | NEEDS_TWO_GROUPS, .data = "not to be repeated");
