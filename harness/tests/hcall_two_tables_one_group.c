// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: hcall.two_tables_one_group
 * Two tables of the guest, two LIOBNs, over one window: each reads back its own, both write the
 * same TCEs of the hardware, and whoever writes last has mapped what is mapped. When one table is
 * closed the other goes on, when KVM lets go of the group neither drives anything. Whichever table
 * is tied first, the second is tied as well. In the end all memory is free.
 *
 * Source: Documentation/virt/kvm/devices/vfio.rst, KVM_DEV_VFIO_GROUP_SET_SPAPR_TCE;
 * Documentation/virt/kvm/api.rst, 4.62
 */
#include "../kit/tce.h"

#define OTHER_LIOBN 0x80000002u
#define ENTRIES	    16u

static struct hcall_result put(struct rig *rig, uint64_t liobn, uint64_t page, uint64_t tce)
{
	return guest_put_tce(&rig->cpu[0], liobn, rig_ioba(rig, page), tce);
}

static void side_by_side(struct test *t, struct rig *rig)
{
	uint64_t tce = tce_of(rig, 0, TCE_PCI_BOTH);

	t_case(t, "side by side");
	t_expect_h(t, put(rig, rig->liobn, 0, tce), H_SUCCESS, "H_PUT_TCE through the one");
	t_expect_h(t, put(rig, OTHER_LIOBN, 1, tce + 4096), H_SUCCESS,
		   "H_PUT_TCE through the other");
	tce_expect_entry(t, rig, rig->liobn, rig_ioba(rig, 1), 0, "the one, of the other's entry");
	tce_expect_entry(t, rig, OTHER_LIOBN, rig_ioba(rig, 0), 0, "the other, of the one's entry");
	tce_expect_entry(t, rig, OTHER_LIOBN, rig_ioba(rig, 1), tce + 4096, "the other's entry");
	tce_expect_clears(t, rig, ENTRIES, "cleared through the one");
}

static void on_top(struct test *t, struct rig *rig)
{
	uint64_t tce = tce_of(rig, 0, TCE_PCI_BOTH);

	t_case(t, "on top of each other");
	for (unsigned int i = 0; i < 2 * ENTRIES; i++)
		t_expect_h(t, put(rig, i & 1 ? OTHER_LIOBN : rig->liobn, i % 3, tce + i * 4096),
			   H_SUCCESS, "H_PUT_TCE by turns");
	t_expect_h(t, put(rig, OTHER_LIOBN, 0, 0), H_SUCCESS, "H_PUT_TCE of 0 through the other");
	t_expect_h(t, put(rig, rig->liobn, 0, 0), H_SUCCESS, "and through the one");
	t_expect_h(t, guest_stuff_tce(&rig->cpu[0], OTHER_LIOBN, 0, 0, ENTRIES), H_SUCCESS,
		   "H_STUFF_TCE through the other");
	tce_expect_unmapped(t, rig, "cleared through the other");
}

static void one_goes(struct test *t, struct rig *rig, int other_fd)
{
	uint64_t tce = tce_of(rig, 65536, TCE_PCI_BOTH);

	t_case(t, "one table goes");
	t_expect_h(t, put(rig, OTHER_LIOBN, 2, tce), H_SUCCESS, "H_PUT_TCE through the other");
	close(other_fd);
	t_expect_bounced(t, put(rig, OTHER_LIOBN, 2, 0), "H_PUT_TCE through the other after close");
	t_expect_h(t, put(rig, rig->liobn, 3, tce), H_SUCCESS, "H_PUT_TCE through the one");
	t_expect_bounced(t, put(rig, rig->liobn, 3, 0x10000 | TCE_PCI_BOTH),
			 "H_PUT_TCE of memory not registered, through the one");
	tce_expect_clears(t, rig, ENTRIES, "what both mapped, cleared through the one");
}

/* GROUP_DEL unties the group from each of its tables: what is put then drives nothing. */
static void group_goes(struct test *t, struct rig *rig)
{
	uint64_t liobn[] = { rig->liobn, OTHER_LIOBN };
	int other_fd = kvm_tce_create(rig->vm->fd, OTHER_LIOBN, &rig->window, 12);

	t_case(t, "the group goes");
	kvm_vfio_set_spapr_tce(rig->kvm_vfio_fd, rig->group_fd[0], other_fd);
	tce_expect_driven(t, rig, rig->liobn, rig_ioba(rig, 0));
	tce_expect_driven(t, rig, OTHER_LIOBN, rig_ioba(rig, 0));
	kvm_vfio_group_del(rig->kvm_vfio_fd, rig->group_fd[0]);
	rig_undone(rig, RIG_ADDED, 0);
	for (unsigned int i = 0; i < 2; i++)
		t_expect_h(t, put(rig, liobn[i], 0, 0x10000 | TCE_PCI_BOTH), H_SUCCESS,
			   "H_PUT_TCE of memory not registered, through table %u", i);
	close(other_fd);
}

/* The group is removed; the one table is older than the other. */
static void older_last(struct test *t, struct rig *rig)
{
	int other_fd = kvm_tce_create(rig->vm->fd, OTHER_LIOBN, &rig->window, 12);

	t_case(t, "the older table last");
	kvm_vfio_group_add(rig->kvm_vfio_fd, rig->group_fd[0]);
	kvm_vfio_set_spapr_tce(rig->kvm_vfio_fd, rig->group_fd[0], other_fd);
	kvm_vfio_set_spapr_tce(rig->kvm_vfio_fd, rig->group_fd[0], rig->table_fd);
	tce_expect_driven(t, rig, OTHER_LIOBN, rig_ioba(rig, 0));
	tce_expect_driven(t, rig, rig->liobn, rig_ioba(rig, 0));
	kvm_vfio_group_del(rig->kvm_vfio_fd, rig->group_fd[0]);
	close(other_fd);
}

static void run(struct test *t)
{
	struct rig rig;
	int other_fd;

	t_case(t, "open");
	rig_open(&rig, t_targets(t), NULL, RIG_READY);
	tce_expect_driven(t, &rig, rig.liobn, rig_ioba(&rig, 0));
	other_fd = kvm_tce_create(rig.vm->fd, OTHER_LIOBN, &rig.window, 12);
	kvm_vfio_set_spapr_tce(rig.kvm_vfio_fd, rig.group_fd[0], other_fd);
	tce_expect_driven(t, &rig, OTHER_LIOBN, rig_ioba(&rig, 0));
	side_by_side(t, &rig);
	on_top(t, &rig);
	one_goes(t, &rig, other_fd);
	group_goes(t, &rig);
	older_last(t, &rig);

	t_case(t, "close");
	t_rig_close(t, &rig);
	t_expect_nothing_held(t);
}

TCELIFE_TEST(hcall_two_tables_one_group, .name = "hcall.two_tables_one_group", .run = run,
	     .needs = NEEDS_KVM | NEEDS_GROUP);
