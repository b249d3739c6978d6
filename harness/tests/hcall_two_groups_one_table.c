// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: hcall.two_groups_one_table
 * Two groups in one container behind one table of the guest, with the devices as witnesses: both
 * reach what the guest puts, and no longer when it clears. When KVM lets go of one group, the
 * guest's calls go on to drive the window for the other, also when the one has left the container.
 * (That the window's memory is lost then is attach.shared_table's business: the window is small
 * here.)
 *
 * Source: Documentation/driver-api/vfio.rst, "PPC64 sPAPR implementation note", 1): several groups
 * in a container; Documentation/virt/kvm/devices/vfio.rst
 */
#include "../kit/tce.h"

#define BYTES 256u

static bool written(struct rig *rig, unsigned int device, uint64_t page)
{
	return dma_can_write(rig_dma(rig, device), rig_ioba(rig, page), rig_hva(rig, page * 65536),
			     BYTES);
}

static void put(struct test *t, struct rig *rig, uint64_t page)
{
	t_expect_h(t,
		   guest_put_tce(&rig->cpu[0], rig->liobn, rig_ioba(rig, page),
				 tce_of(rig, page * 65536, TCE_PCI_BOTH)),
		   H_SUCCESS, "H_PUT_TCE");
}

static void attach(struct test *t, struct rig *rig, unsigned int n)
{
	int ret = kvm_vfio_set_spapr_tce_try(rig->kvm_vfio_fd, rig->group_fd[n], rig->table_fd);

	rig->attached[n] =
		t_expect_errno(t, ret, 0, "KVM_DEV_VFIO_GROUP_SET_SPAPR_TCE of group %u", n);
}

static void leaves(struct test *t, struct rig *rig, unsigned int n)
{
	t_case(t, "it leaves the container");
	dma_close(rig->dma[n]);
	rig->dma[n] = NULL;
	close(rig->device_fd[n]);
	rig->device_fd[n] = -1;
	t_expect_errno(t, vfio_unset_container_try(rig->group_fd[n]), 0,
		       "VFIO_GROUP_UNSET_CONTAINER");
	rig_undone(rig, RIG_JOINED, n);
	put(t, rig, 2);
	t_expect_dma(t, written(rig, !n, 2), "the other device does not reach what was put then");
}

static void run(struct test *t)
{
	struct rig_opts opts = { .nr_groups = 2, .window.size_bytes = 1 << 20 };
	struct rig rig;

	t_case(t, "both are attached");
	rig_open(&rig, t_targets(t), &opts, RIG_ADDED);
	attach(t, &rig, 0);
	attach(t, &rig, 1);

	t_case(t, "both reach what the guest put");
	put(t, &rig, 0);
	t_expect_dma(t, written(&rig, 0, 0), "the first device does not reach it");
	t_expect_dma(t, written(&rig, 1, 0), "the second device does not reach it");

	t_case(t, "one group is let go");
	kvm_vfio_group_del(rig.kvm_vfio_fd, rig.group_fd[0]);
	rig_undone(&rig, RIG_ADDED, 0);
	t_expect_dma(t, written(&rig, 1, 0), "the other device no longer reaches what was mapped");
	put(t, &rig, 1);
	t_expect_dma(t, written(&rig, 1, 1), "the other device does not reach what was put then");

	t_case(t, "what the guest clears then");
	t_expect_h(t, guest_stuff_tce(&rig.cpu[0], rig.liobn, 0, 0, 2), H_SUCCESS, "H_STUFF_TCE");
	t_expect_dma(t, !written(&rig, 1, 1), "the other device still reaches it");
	tce_expect_unmapped(t, &rig, "after H_STUFF_TCE");
	leaves(t, &rig, 0);

	t_case(t, "close");
	t_rig_close(t, &rig);
	t_expect_nothing_held(t);
}

TCELIFE_TEST(hcall_two_groups_one_table, .name = "hcall.two_groups_one_table", .run = run,
	     .needs = NEEDS_KVM | NEEDS_GROUP | NEEDS_TWO_GROUPS);
