// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: table.pages
 * A table has pages for its entries as they are put, and all of them are freed with it: an entry in
 * each of many pages, and then the table is closed; so with one whose first page was never put to
 * use. What it keeps shows as memory that each repeat of the test loses.
 *
 * Source: Documentation/virt/kvm/api.rst, 4.98 KVM_CREATE_SPAPR_TCE_64;
 * arch/powerpc/kvm/book3s_64_vio.c:kvm_spapr_get_tce_page()
 */
#include "../kit/tce.h"

#define PAGES_BYTES (1ull << 20) /* of entries */
#define LIOBN	    0x77

static void put_and_close(struct test *t, struct rig *rig, uint64_t first_page)
{
	uint64_t entries = PAGES_BYTES / sizeof(uint64_t);
	uint64_t entries_per_page = (uint64_t)getpagesize() / sizeof(uint64_t);
	struct dma_window w = { .page_shift = 12, .size_bytes = entries << 12 };
	int table = kvm_tce_create(rig->vm->fd, LIOBN, &w, 12);

	for (uint64_t entry = first_page * entries_per_page; entry < entries;
	     entry += entries_per_page)
		t_expect_h(t,
			   guest_put_tce(&rig->cpu[0], LIOBN, entry << 12,
					 tce_of(rig, 0, TCE_PCI_BOTH)),
			   H_SUCCESS, "H_PUT_TCE");
	close(table);
}

static void run(struct test *t)
{
	struct rig rig;

	t_case(t, "an entry in each page");
	rig_open(&rig, t_targets(t), NULL, RIG_VM);
	put_and_close(t, &rig, 0);

	t_case(t, "in each but the first");
	put_and_close(t, &rig, 1);
	t_rig_close(t, &rig);
}

TCELIFE_TEST(table_pages, .name = "table.pages", .run = run, .needs = NEEDS_KVM | NEEDS_GROUP);
