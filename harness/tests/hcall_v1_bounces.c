// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: hcall.v1_bounces
 * In a container of the first kind nothing is registered before it is mapped, so the kernel cannot
 * map for the guest: with hardware attached, every call that would map goes to user space and
 * changes nothing. Entries that nobody mapped can be cleared and read all the same.
 *
 * Source: Documentation/driver-api/vfio.rst, "PPC64 sPAPR implementation note", 5);
 * arch/powerpc/kvm/book3s_64_vio.c:kvmppc_tce_iommu_do_map(): "this only handles v2 IOMMU type, v1
 * is handled via ioctl()"
 */
#include "../kit/tce.h"

static struct hcall_result put(struct rig *rig, uint64_t tce)
{
	return guest_put_tce(&rig->cpu[0], rig->liobn, rig_ioba(rig, 0), tce);
}

static struct hcall_result put_list(struct rig *rig, uint64_t nr)
{
	return guest_put_tce_indirect(&rig->cpu[0], rig->liobn, rig_ioba(rig, 0), tce_list_gpa(rig),
				      nr);
}

static void with_hardware(struct test *t, struct rig *rig)
{
	t_case(t, "calls that map");
	tce_list_set(rig, 0, 512, tce_of(rig, 0, TCE_PCI_BOTH), 4096);
	t_expect_bounced(t, put(rig, tce_of(rig, 0, TCE_PCI_BOTH)), "H_PUT_TCE");
	t_expect_bounced(t, put(rig, tce_of(rig, 0, TCE_PCI_READ)), "H_PUT_TCE, read only");
	t_expect_bounced(t, put_list(rig, 1), "H_PUT_TCE_INDIRECT of one entry");
	t_expect_bounced(t, put_list(rig, 512), "H_PUT_TCE_INDIRECT of 512 entries");
	tce_expect_entry(t, rig, rig->liobn, 0, 0, "afterwards");

	t_case(t, "calls that do not");
	t_expect_h(t, put(rig, 0), H_SUCCESS, "H_PUT_TCE of 0");
	t_expect_h(t, put(rig, 0xdead0000), H_SUCCESS, "H_PUT_TCE without access");
	tce_expect_entry(t, rig, rig->liobn, 0, 0xdead0000, "afterwards");
	t_expect_h(t, guest_stuff_tce(&rig->cpu[0], rig->liobn, 0, 0, 512), H_SUCCESS,
		   "H_STUFF_TCE");
	tce_expect_entry(t, rig, rig->liobn, 0, 0, "after H_STUFF_TCE");

	t_case(t, "calls that are wrong");
	t_expect_h(t, guest_put_tce(&rig->cpu[0], rig->liobn, 2048, 0), H_PARAMETER,
		   "H_PUT_TCE between pages");
	t_expect_h(t, put_list(rig, 513), H_PARAMETER, "H_PUT_TCE_INDIRECT of 513 entries");
	t_expect_h(t, guest_stuff_tce(&rig->cpu[0], rig->liobn, 0, TCE_PCI_READ, 1), H_PARAMETER,
		   "H_STUFF_TCE with access");
}

static void run(struct test *t)
{
	struct rig_opts opts = { .iommu_type = VFIO_SPAPR_TCE_IOMMU };
	struct rig rig;

	t_case(t, "without hardware");
	rig_open(&rig, t_targets(t), &opts, RIG_TABLE);
	t_expect_h(t, put(&rig, tce_of(&rig, 0, TCE_PCI_BOTH)), H_SUCCESS, "H_PUT_TCE");
	t_expect_h(t, put(&rig, 0), H_SUCCESS, "H_PUT_TCE of 0");
	rig_advance(&rig, RIG_READY);
	with_hardware(t, &rig);

	t_case(t, "hardware let go");
	kvm_vfio_group_del(rig.kvm_vfio_fd, rig.group_fd[0]);
	rig_undone(&rig, RIG_ADDED, 0);
	t_expect_h(t, put(&rig, tce_of(&rig, 0, TCE_PCI_BOTH)), H_SUCCESS, "H_PUT_TCE");

	t_case(t, "close");
	t_rig_close(t, &rig);
	t_expect_nothing_held(t);
}

TCELIFE_TEST(hcall_v1_bounces, .name = "hcall.v1_bounces", .run = run,
	     .needs = NEEDS_KVM | NEEDS_GROUP);
