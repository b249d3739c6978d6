// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: hcall.offset
 * A table that begins in the middle of what a page of entries holds: each of its entries is one of
 * its own, counted from where it begins, and reads back as it was put; what is beside the table is
 * refused.
 *
 * Source: Documentation/virt/kvm/api.rst, 4.98 KVM_CREATE_SPAPR_TCE_64: offset; PAPR, H_PUT_TCE,
 * H_GET_TCE
 */
#include "../kit/tce.h"

#define LIOBN	   0x77
#define FIRST	   5u
#define ENTRIES	   1024u /* more than a page of them, of two sizes of page */
#define STEP	   61u
#define PAGE_SHIFT 12

static uint64_t ioba_of(uint64_t entry)
{
	return (FIRST + entry) << PAGE_SHIFT;
}

/* Without access: no memory of the guest is needed. */
static uint64_t tce_at(uint64_t entry)
{
	return (entry + 1) << 12;
}

static void put(struct test *t, struct rig *rig)
{
	for (uint64_t entry = 0; entry < ENTRIES; entry += STEP)
		t_expect_h(t, guest_put_tce(&rig->cpu[0], LIOBN, ioba_of(entry), tce_at(entry)),
			   H_SUCCESS, "H_PUT_TCE");
	t_expect_h(t, guest_put_tce(&rig->cpu[0], LIOBN, ioba_of(ENTRIES - 1), tce_at(ENTRIES - 1)),
		   H_SUCCESS, "H_PUT_TCE of the last entry");
}

static void expect_put(struct test *t, struct rig *rig)
{
	for (uint64_t entry = 0; entry < ENTRIES; entry++) {
		bool is_put = !(entry % STEP) || entry == ENTRIES - 1;

		if (!tce_expect_entry(t, rig, LIOBN, ioba_of(entry), is_put ? tce_at(entry) : 0,
				      "read back"))
			return;
	}
}

static void run(struct test *t)
{
	struct dma_window w = {
		.start_bytes = (uint64_t)FIRST << PAGE_SHIFT,
		.size_bytes = (uint64_t)ENTRIES << PAGE_SHIFT,
		.page_shift = PAGE_SHIFT,
	};
	struct rig rig;
	int table_fd;

	t_case(t, "its entries");
	rig_open(&rig, t_targets(t), NULL, RIG_VM);
	table_fd = kvm_tce_create(rig.vm->fd, LIOBN, &w, PAGE_SHIFT);
	put(t, &rig);
	expect_put(t, &rig);

	t_case(t, "what is beside it");
	t_expect_h(t, guest_put_tce(&rig.cpu[0], LIOBN, ioba_of(0) - 4096, 0), H_PARAMETER,
		   "H_PUT_TCE in front of it");
	t_expect_h(t, guest_put_tce(&rig.cpu[0], LIOBN, ioba_of(ENTRIES), 0), H_PARAMETER,
		   "H_PUT_TCE behind it");

	t_case(t, "close");
	close(table_fd);
	t_rig_close(t, &rig);
	t_expect_nothing_held(t);
}

TCELIFE_TEST(hcall_offset, .name = "hcall.offset", .run = run, .needs = NEEDS_KVM);
