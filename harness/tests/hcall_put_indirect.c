// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: hcall.put_indirect
 * H_PUT_TCE_INDIRECT into a table that drives hardware: how many entries, from which list, to
 * where. All of a list is looked at before anything is done: one bad entry, and nothing changes.
 * Entries without access are hcall.put_indirect_no_access, ranges over the end hcall.past_end.
 *
 * Source: PAPR, H_PUT_TCE_INDIRECT (at most 512 entries, from a list that is aligned to 4 KiB);
 * Documentation/virt/kvm/api.rst, 8.31: what the kernel cannot do is passed on to user space
 */
#include "../kit/tce.h"

#define TABLE_PAGES 1024u
#define OTHER_GPA   (512ull << 20) /* of a slot without memory behind it */
#define OTHER_SLOT  9

static struct hcall_result put_list(struct rig *rig, uint64_t page, uint64_t list_gpa, uint64_t nr)
{
	return guest_put_tce_indirect(&rig->cpu[0], rig->liobn, rig_ioba(rig, page), list_gpa, nr);
}

/* KVM keeps a table in pages of the host, and allocates each with its first TCE. */
static void across_pages(struct test *t, struct rig *rig)
{
	uint64_t first = getpagesize() / 8 - 2;

	t_case(t, "from one page of the table into the next");
	if (first + 4 > TABLE_PAGES)
		return t_skip(t, "all of this table is in one page: the host's have %d bytes",
			      getpagesize());
	tce_list_set(rig, 0, 4, tce_of(rig, 0, TCE_PCI_BOTH), 4096);
	t_expect_h(t, put_list(rig, first, tce_list_gpa(rig), 4), H_SUCCESS, "H_PUT_TCE_INDIRECT");
	for (unsigned int n = 0; n < 4; n++)
		tce_expect_entry(t, rig, rig->liobn, rig_ioba(rig, first + n),
				 tce_of(rig, n * 4096, TCE_PCI_BOTH), "afterwards");
	t_expect_h(t, guest_stuff_tce(&rig->cpu[0], rig->liobn, rig_ioba(rig, first), 0, 4),
		   H_SUCCESS, "H_STUFF_TCE");
	tce_expect_unmapped(t, rig, "afterwards");
}

static void numbers(struct test *t, struct rig *rig)
{
	static const struct {
		const char *name;
		uint64_t nr;
		int64_t want;
	} rows[] = {
		{ "no entry", 0, H_SUCCESS },
		{ "one entry", 1, H_SUCCESS },
		{ "512 entries", 512, H_SUCCESS },
		{ "513 entries", 513, H_PARAMETER },
		{ "1024 entries", 1024, H_PARAMETER },
		{ "2^32 + 1 entries", (1ull << 32) + 1, H_PARAMETER },
		{ "2^63 entries", 1ull << 63, H_PARAMETER },
		{ "2^64 - 1 entries", ~0ull, H_PARAMETER },
	};

	tce_list_set(rig, 0, 512, tce_of(rig, 0, TCE_PCI_BOTH), 4096);
	tce_list_set(rig, 512, 1, (64ull << 20) | TCE_PCI_BOTH, 0); /* not to be looked at */
	for (unsigned int i = 0; i < ARRAY_SIZE(rows); i++) {
		bool all = rows[i].nr == 512;

		t_case(t, "%s", rows[i].name);
		tce_expect(t, put_list(rig, 512, tce_list_gpa(rig), rows[i].nr), rows[i].want,
			   "H_PUT_TCE_INDIRECT");
		tce_expect_entry(t, rig, rig->liobn, rig_ioba(rig, 1023),
				 all ? tce_of(rig, 511 * 4096, TCE_PCI_BOTH) : 0, "the last entry");
		t_expect_h(t, guest_stuff_tce(&rig->cpu[0], rig->liobn, rig_ioba(rig, 512), 0, 512),
			   H_SUCCESS, "H_STUFF_TCE");
		tce_expect_unmapped(t, rig, "afterwards");
	}
}

static void lists(struct test *t, struct rig *rig)
{
	static const struct {
		const char *name;
		int64_t off;  /* from the list */
		uint64_t gpa; /* or from here */
		int64_t want;
	} rows[] = {
		{ "list in the second 4 KiB of 64", 4096, 0, H_SUCCESS },
		{ "list off by a byte", 1, 0, H_PARAMETER },
		{ "list off by an entry", 8, 0, H_PARAMETER },
		{ "list off by half a page", 2048, 0, H_PARAMETER },
		{ "list with access bits", 3, 0, H_PARAMETER },
		{ "list between memory slots", 0, 64ull << 20, GUEST_BOUNCED },
		{ "list at the top of 64 bits", 0, ~0ull << 12, GUEST_BOUNCED },
		{ "list in a slot without memory", 0, OTHER_GPA, GUEST_BOUNCED },
	};
	void *nobody = mmap(NULL, 65536, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	vm_set_user_memory_region(rig->vm, OTHER_SLOT, 0, OTHER_GPA, 65536, nobody);
	tce_list_set(rig, 0, 1, tce_of(rig, 0, TCE_PCI_BOTH), 0);
	tce_list_set(rig, 512, 1, tce_of(rig, 4096, TCE_PCI_BOTH), 0);
	for (unsigned int i = 0; i < ARRAY_SIZE(rows); i++) {
		uint64_t put = tce_of(rig, rows[i].off, TCE_PCI_BOTH);

		t_case(t, "%s", rows[i].name);
		tce_expect(t, put_list(rig, 0, rows[i].gpa ?: tce_list_gpa(rig) + rows[i].off, 1),
			   rows[i].want, "H_PUT_TCE_INDIRECT");
		tce_expect_entry(t, rig, rig->liobn, 0, rows[i].want ? 0 : put, "afterwards");
		tce_expect_clears(t, rig, 1, "afterwards");
	}
	vm_set_user_memory_region(rig->vm, OTHER_SLOT, 0, OTHER_GPA, 0, nobody);
	munmap(nobody, 65536);
}

static void places(struct test *t, struct rig *rig)
{
	static const struct {
		const char *name;
		uint64_t ioba;
		int64_t want;
	} rows[] = {
		{ "the first entry", 0, H_SUCCESS },
		{ "the last entry", (TABLE_PAGES - 1) * 4096, H_SUCCESS },
		{ "one past the last", TABLE_PAGES * 4096, H_PARAMETER },
		{ "half a page", 2048, H_PARAMETER },
		{ "bit 63", 1ull << 63, H_PARAMETER },
		{ "the last page of 64 bits", ~0ull << 12, H_PARAMETER },
	};

	tce_list_set(rig, 0, 1, tce_of(rig, 0, TCE_PCI_BOTH), 0);
	for (unsigned int i = 0; i < ARRAY_SIZE(rows); i++) {
		t_case(t, "%s", rows[i].name);
		tce_expect(t,
			   guest_put_tce_indirect(&rig->cpu[0], rig->liobn, rows[i].ioba,
						  tce_list_gpa(rig), 1),
			   rows[i].want, "H_PUT_TCE_INDIRECT");
	}
	t_expect_h(t, guest_put_tce(&rig->cpu[0], rig->liobn, rig_ioba(rig, TABLE_PAGES - 1), 0),
		   H_SUCCESS, "H_PUT_TCE of 0 to the last entry");
	tce_expect_clears(t, rig, 1, "with both gone");
}

static void bad_entries(struct test *t, struct rig *rig)
{
	static const struct {
		const char *name;
		unsigned int at; /* of eight entries */
		uint64_t tce;
	} rows[] = {
		{ "first entry in nobody's memory", 0, (64ull << 20) | TCE_PCI_BOTH },
		{ "last entry in nobody's memory", 7, (64ull << 20) | TCE_PCI_BOTH },
		{ "last entry not registered", 7, 0x10000 | TCE_PCI_READ },
		{ "last entry with stray bits", 7, RIG_DMA_GPA | TCE_PCI_BOTH | 0x10 },
		{ "middle entry at the top of 64 bits", 4, ~0ull },
	};

	for (unsigned int i = 0; i < ARRAY_SIZE(rows); i++) {
		t_case(t, "%s", rows[i].name);
		tce_list_set(rig, 0, 8, tce_of(rig, 0, TCE_PCI_BOTH), 4096);
		tce_list_set(rig, rows[i].at, 1, rows[i].tce, 0);
		t_expect_bounced(t, put_list(rig, 0, tce_list_gpa(rig), 8), "H_PUT_TCE_INDIRECT");
		for (unsigned int n = 0; n < 8; n++)
			tce_expect_entry(t, rig, rig->liobn, rig_ioba(rig, n), 0, "afterwards");
		tce_expect_unmapped(t, rig, "afterwards");
	}
}

/* Every kind of access, over entries of every kind of access. */
static void over_mappings(struct test *t, struct rig *rig)
{
	t_case(t, "over mappings");
	for (unsigned int n = 0; n < 9; n++)
		tce_list_set(rig, n, 1, tce_of(rig, n * 4096, 1 + n % 3), 0);
	t_expect_h(t, put_list(rig, 0, tce_list_gpa(rig), 9), H_SUCCESS, "the first list");
	for (unsigned int n = 0; n < 9; n++)
		tce_list_set(rig, n, 1, tce_of(rig, 65536 + n * 4096, 1 + n / 3), 0);
	t_expect_h(t, put_list(rig, 0, tce_list_gpa(rig), 9), H_SUCCESS, "the second list");
	for (unsigned int n = 0; n < 9; n++)
		tce_expect_entry(t, rig, rig->liobn, rig_ioba(rig, n),
				 tce_of(rig, 65536 + n * 4096, 1 + n / 3), "after both lists");
	tce_expect_clears(t, rig, 9, "after both lists");
}

static void run(struct test *t)
{
	struct rig rig;

	t_case(t, "open");
	tce_rig_open(t, &rig, NULL, TABLE_PAGES);
	across_pages(t, &rig);
	numbers(t, &rig);
	lists(t, &rig);
	places(t, &rig);
	bad_entries(t, &rig);
	over_mappings(t, &rig);

	t_case(t, "close");
	t_rig_close(t, &rig);
	t_expect_nothing_held(t);
}

TCELIFE_TEST(hcall_put_indirect, .name = "hcall.put_indirect", .run = run,
	     .needs = NEEDS_KVM | NEEDS_GROUP);
