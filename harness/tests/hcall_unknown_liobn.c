// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: hcall.unknown_liobn
 * A LIOBN that names no table of this VM is user space's business, with all four hypercalls: one
 * that never had a table, one whose table is closed, one of another VM, and one that differs from a
 * table's in its upper half.
 *
 * Source: Documentation/virt/kvm/api.rst, 4.62 KVM_CREATE_SPAPR_TCE: "H_PUT_TCE calls for other
 * liobns will cause a vm exit and must be handled by userspace"; 8.31
 */
#include "../kit/tce.h"

static void all_bounce(struct test *t, struct rig *rig, uint64_t liobn)
{
	struct guest_cpu *cpu = &rig->cpu[0];

	tce_list_set(rig, 0, 1, tce_of(rig, 0, TCE_PCI_BOTH), 0);
	t_expect_bounced(t, guest_get_tce(cpu, liobn, 0), "H_GET_TCE");
	t_expect_bounced(t, guest_put_tce(cpu, liobn, 0, tce_of(rig, 0, TCE_PCI_BOTH)),
			 "H_PUT_TCE");
	t_expect_bounced(t, guest_put_tce_indirect(cpu, liobn, 0, tce_list_gpa(rig), 1),
			 "H_PUT_TCE_INDIRECT");
	t_expect_bounced(t, guest_stuff_tce(cpu, liobn, 0, 0, 1), "H_STUFF_TCE");
	/* What is wrong besides, is user space's business too. */
	t_expect_bounced(t, guest_get_tce(cpu, liobn, ~0ull), "H_GET_TCE of no I/O page");
	t_expect_bounced(t, guest_put_tce_indirect(cpu, liobn, 0, 1, 513),
			 "H_PUT_TCE_INDIRECT of a bad list");
	t_expect_bounced(t, guest_stuff_tce(cpu, liobn, 0, TCE_PCI_BOTH, ~0ull),
			 "H_STUFF_TCE of a bad value");
}

static void run(struct test *t)
{
	struct dma_window w = { .page_shift = 12, .size_bytes = 1 << 20 };
	struct rig rig, other;
	int table_fd, other_fd;

	t_case(t, "no table at all");
	rig_open(&rig, t_targets(t), NULL, RIG_VM);
	all_bounce(t, &rig, RIG_LIOBN);

	t_case(t, "next to a table");
	table_fd = kvm_tce_create(rig.vm->fd, RIG_LIOBN, &w, 12);
	tce_expect_entry(t, &rig, RIG_LIOBN, 0, 0, "the table");
	all_bounce(t, &rig, RIG_LIOBN + 1);
	all_bounce(t, &rig, 0);

	t_case(t, "upper half");
	all_bounce(t, &rig, RIG_LIOBN | 1ull << 32);
	all_bounce(t, &rig, RIG_LIOBN | 1ull << 63);

	t_case(t, "of another VM");
	rig_open(&other, t_targets(t), NULL, RIG_VM);
	other_fd = kvm_tce_create(other.vm->fd, RIG_LIOBN + 1, &w, 12);
	all_bounce(t, &rig, RIG_LIOBN + 1);
	all_bounce(t, &other, RIG_LIOBN);
	close(other_fd);
	t_rig_close(t, &other);

	t_case(t, "after close of the table");
	tce_expect_entry(t, &rig, RIG_LIOBN, 0, 0, "the table");
	close(table_fd);
	all_bounce(t, &rig, RIG_LIOBN);

	t_case(t, "close");
	t_rig_close(t, &rig);
}

TCELIFE_TEST(hcall_unknown_liobn, .name = "hcall.unknown_liobn", .run = run, .needs = NEEDS_KVM);
