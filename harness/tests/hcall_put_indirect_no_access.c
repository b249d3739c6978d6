// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: hcall.put_indirect_no_access
 * An entry without access in the list of H_PUT_TCE_INDIRECT means what it means to H_PUT_TCE: the
 * page is no longer mapped, and the entry reads back as it was put, whether it stands in front of
 * an entry with access or behind one. Whatever the kernel does with it, the memory must be free
 * once what is mapped is cleared.
 *
 * Source: PAPR, H_PUT_TCE_INDIRECT: for each entry of the list what H_PUT_TCE does;
 * Documentation/virt/kvm/api.rst, 8.31
 * Known: put-indirect-no-access
 */
#include "../kit/tce.h"

#define TABLE_PAGES 64u

static const struct {
	const char *name;
	bool guest_ram; /* registered as well, as QEMU does it */
	bool mapped;	/* before */
	uint64_t tce;
} rows[] = {
	{ "no access, free entry", false, false, RIG_DMA_GPA },
	{ "no access, mapped entry", false, true, RIG_DMA_GPA },
	{ "zero, free entry", false, false, 0 },
	{ "zero, mapped entry", false, true, 0 },
	{ "zero with all memory registered, free entry", true, false, 0 },
	{ "zero with all memory registered, mapped entry", true, true, 0 },
	{ "poison, free entry", false, false, 0xdeadbeefdead0000 },
	{ "poison, mapped entry", false, true, 0xdeadbeefdead0000 },
};

struct nth_row {
	unsigned int row;
};

/* What H_PUT_TCE_INDIRECT must do with entry 0, while entry 1 is mapped as ever. */
static void put_list(struct test *t, struct rig *rig, uint64_t tce)
{
	uint64_t good = tce_of(rig, 65536, TCE_PCI_BOTH);

	tce_list_set(rig, 0, 1, tce, 0);
	tce_list_set(rig, 1, 1, good, 0);
	t_expect_h(t,
		   guest_put_tce_indirect(&rig->cpu[0], rig->liobn, rig_ioba(rig, 0),
					  tce_list_gpa(rig), 2),
		   H_SUCCESS, "H_PUT_TCE_INDIRECT");
	tce_expect_entry(t, rig, rig->liobn, rig_ioba(rig, 0), tce, "without access");
	tce_expect_entry(t, rig, rig->liobn, rig_ioba(rig, 1), good, "with access");
}

/* The other way round: entry 1 goes, and nothing needs to be cleared but entry 0. */
static void put_list_behind(struct test *t, struct rig *rig, uint64_t tce, bool mapped)
{
	uint64_t good = tce_of(rig, 65536, TCE_PCI_BOTH);

	if (mapped)
		t_expect_h(t,
			   guest_put_tce(&rig->cpu[0], rig->liobn, rig_ioba(rig, 1),
					 tce_of(rig, 0, TCE_PCI_BOTH)),
			   H_SUCCESS, "H_PUT_TCE");
	tce_list_set(rig, 0, 1, good, 0);
	tce_list_set(rig, 1, 1, tce, 0);
	t_expect_h(t,
		   guest_put_tce_indirect(&rig->cpu[0], rig->liobn, rig_ioba(rig, 0),
					  tce_list_gpa(rig), 2),
		   H_SUCCESS, "H_PUT_TCE_INDIRECT");
	tce_expect_entry(t, rig, rig->liobn, rig_ioba(rig, 0), good, "with access");
	tce_expect_entry(t, rig, rig->liobn, rig_ioba(rig, 1), tce, "without access");
	tce_expect_clears(t, rig, 1, "with access cleared, behind it, after the list");
}

static void take_over(struct test *t, struct rig *rig, uint64_t tce, bool mapped)
{
	if (mapped)
		t_expect_h(t,
			   guest_put_tce(&rig->cpu[0], rig->liobn, rig_ioba(rig, 0),
					 tce_of(rig, 0, TCE_PCI_BOTH)),
			   H_SUCCESS, "H_PUT_TCE");
	/* The single one first: what it does is the measure. */
	t_expect_h(t, guest_put_tce(&rig->cpu[0], rig->liobn, rig_ioba(rig, 2), tce), H_SUCCESS,
		   "H_PUT_TCE of the same");
	put_list(t, rig, tce);
	tce_expect_clears(t, rig, TABLE_PAGES, "after the list");
	put_list_behind(t, rig, tce, mapped);
}

/* In a child of its own: what it loses, is lost with it. */
static void one_row(struct test *t, void *arg)
{
	const struct nth_row *nth = arg;
	struct rig_opts opts = { .dma_bytes = 65536 + 2 * TCE_LIST_ROOM_BYTES };
	struct rig rig;
	void *ram;

	tce_rig_open(t, &rig, &opts, TABLE_PAGES);
	ram = addr_gpa2hva(rig.vm, 0);
	if (rows[nth->row].guest_ram)
		vfio_register_memory(rig.container_fd, ram, GUEST_RAM_BYTES);
	take_over(t, &rig, rows[nth->row].tce, rows[nth->row].mapped);
	if (rows[nth->row].guest_ram) {
		int64_t before_bytes = vfio_locked_bytes();

		t_expect_errno(t,
			       vfio_unregister_memory_try(rig.container_fd, ram, GUEST_RAM_BYTES),
			       0, "VFIO_IOMMU_SPAPR_UNREGISTER_MEMORY of the guest's RAM");
		tce_expect_locked(t, before_bytes - (int64_t)GUEST_RAM_BYTES,
				  "without the guest's RAM");
	}
	t_rig_close(t, &rig);
}

static void run(struct test *t)
{
	for (unsigned int i = 0; i < ARRAY_SIZE(rows); i++) {
		struct nth_row nth = { .row = i };

		t_case(t, "%s", rows[i].name);
		t_in_child(t, one_row, &nth);
	}
	t_case(t, "close");
	t_expect_nothing_held(t);
}

TCELIFE_TEST(hcall_put_indirect_no_access, .name = "hcall.put_indirect_no_access", .run = run,
	     .needs = NEEDS_KVM | NEEDS_GROUP);
