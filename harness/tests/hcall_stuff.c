// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: hcall.stuff
 * H_STUFF_TCE over a table that drives hardware: how many entries, from where, with which value.
 * Entries of the range read back as the value, their neighbours are left alone, and what they
 * mapped is free, whatever the value, also where the range begins in a part of the table that
 * nobody has written. More entries than PAPR allows are hcall.stuff_limit, ranges over the end
 * hcall.past_end.
 *
 * Source: PAPR, H_STUFF_TCE; Documentation/virt/kvm/api.rst, 8.31;
 * arch/powerpc/kvm/book3s_64_vio.c:kvmppc_h_stuff_tce(): "allow userspace poison TCE for debug"
 */
#include "../kit/tce.h"

#define TABLE_PAGES 1024u

static struct hcall_result stuff(struct rig *rig, uint64_t page, uint64_t value, uint64_t nr)
{
	return guest_stuff_tce(&rig->cpu[0], rig->liobn, rig_ioba(rig, page), value, nr);
}

/* Map entries @page to @page + 511. */
static void fill(struct test *t, struct rig *rig, uint64_t page)
{
	tce_list_set(rig, 0, 512, tce_of(rig, 0, TCE_PCI_BOTH), 4096);
	t_expect_h(t,
		   guest_put_tce_indirect(&rig->cpu[0], rig->liobn, rig_ioba(rig, page),
					  tce_list_gpa(rig), 512),
		   H_SUCCESS, "H_PUT_TCE_INDIRECT");
}

static void expect_page(struct test *t, struct rig *rig, uint64_t page, uint64_t want,
			const char *what)
{
	tce_expect_entry(t, rig, rig->liobn, rig_ioba(rig, page), want, what);
}

static void numbers(struct test *t, struct rig *rig)
{
	static const struct {
		const char *name;
		uint64_t first, nr;
	} rows[] = {
		{ "no entry", 4, 0 },	       { "no entry, at the beginning", 0, 0 },
		{ "one entry", 4, 1 },	       { "seven entries", 100, 7 },
		{ "the first entries", 0, 3 }, { "the last entries", 509, 3 },
		{ "all entries", 0, 512 },
	};

	for (unsigned int i = 0; i < ARRAY_SIZE(rows); i++) {
		uint64_t first = rows[i].first, end = first + rows[i].nr;

		t_case(t, "%s", rows[i].name);
		fill(t, rig, 0);
		t_expect_h(t, stuff(rig, first, 0, rows[i].nr), H_SUCCESS, "H_STUFF_TCE");
		if (first)
			expect_page(t, rig, first - 1,
				    tce_of(rig, (first - 1) * 4096, TCE_PCI_BOTH),
				    "in front of the range");
		if (end > first)
			expect_page(t, rig, first, 0, "first of the range");
		if (end > first)
			expect_page(t, rig, end - 1, 0, "last of the range");
		if (end < 512)
			expect_page(t, rig, end, tce_of(rig, end * 4096, TCE_PCI_BOTH),
				    "behind the range");
		tce_expect_clears(t, rig, 512, "afterwards");
	}
}

static void values(struct test *t, struct rig *rig)
{
	static const struct {
		const char *name;
		uint64_t value;
		int64_t want;
	} rows[] = {
		{ "poison", 0xdeadbeefdead0000, H_SUCCESS },
		{ "poison with stray bits", 0xdeadbeefdead0ffc, H_SUCCESS },
		{ "an address of ours without access", RIG_DMA_GPA, H_SUCCESS },
		{ "an address of ours to read", RIG_DMA_GPA | TCE_PCI_READ, H_PARAMETER },
		{ "an address of ours to write", RIG_DMA_GPA | TCE_PCI_WRITE, H_PARAMETER },
		{ "an address of ours for both", RIG_DMA_GPA | TCE_PCI_BOTH, H_PARAMETER },
		{ "access to nothing", TCE_PCI_BOTH, H_PARAMETER },
		{ "all bits", ~0ull, H_PARAMETER },
	};

	for (unsigned int i = 0; i < ARRAY_SIZE(rows); i++) {
		uint64_t before = tce_of(rig, 0, TCE_PCI_READ);

		t_case(t, "%s", rows[i].name);
		t_expect_h(t, guest_put_tce(&rig->cpu[0], rig->liobn, rig_ioba(rig, 1), before),
			   H_SUCCESS, "H_PUT_TCE");
		tce_expect(t, stuff(rig, 0, rows[i].value, 3), rows[i].want, "H_STUFF_TCE");
		if (rows[i].want == H_SUCCESS)
			tce_expect_unmapped(t, rig, "with this value there");
		expect_page(t, rig, 1, rows[i].want ? before : rows[i].value, "afterwards");
		tce_expect_clears(t, rig, 3, "afterwards");
	}
}

static void places(struct test *t, struct rig *rig)
{
	static const struct {
		const char *name;
		uint64_t ioba, nr;
		int64_t want;
	} rows[] = {
		{ "to the very end", (TABLE_PAGES - 512) * 4096, 512, H_SUCCESS },
		{ "the last entry", (TABLE_PAGES - 1) * 4096, 1, H_SUCCESS },
		{ "one past the last", TABLE_PAGES * 4096, 1, H_PARAMETER },
		{ "half a page", 2048, 1, H_PARAMETER },
		{ "bit 63", 1ull << 63, 1, H_PARAMETER },
		{ "the last page of 64 bits", ~0ull << 12, 1, H_PARAMETER },
	};

	for (unsigned int i = 0; i < ARRAY_SIZE(rows); i++) {
		t_case(t, "%s", rows[i].name);
		fill(t, rig, TABLE_PAGES - 512);
		tce_expect(t,
			   guest_stuff_tce(&rig->cpu[0], rig->liobn, rows[i].ioba, 0, rows[i].nr),
			   rows[i].want, "H_STUFF_TCE");
		expect_page(t, rig, TABLE_PAGES - 1,
			    rows[i].want ? tce_of(rig, 511 * 4096, TCE_PCI_BOTH) : 0, "the last");
	}
}

/*
 * The kernel makes the guest's table page by page, as they are written: of two, here, the second
 * is there and the first is not.
 */
static void over_border(struct test *t)
{
	uint64_t border = (uint64_t)getpagesize() / 8, page = border + 88;
	struct rig_opts opts = { .window.size_bytes = 2 * border * 4096 };
	struct rig rig;

	t_case(t, "over the border from what nobody has written");
	tce_rig_open(t, &rig, &opts, 2 * border);
	t_expect_h(t,
		   guest_put_tce(&rig.cpu[0], rig.liobn, rig_ioba(&rig, page),
				 tce_of(&rig, 0, TCE_PCI_BOTH)),
		   H_SUCCESS, "H_PUT_TCE");
	t_expect_h(t, stuff(&rig, border - 112, 0, 300), H_SUCCESS, "H_STUFF_TCE");
	expect_page(t, &rig, border - 1, 0, "last of the first page of the table");
	expect_page(t, &rig, page, 0, "in the second page of the table");
	tce_expect_unmapped(t, &rig, "afterwards");
	t_rig_close(t, &rig);
}

static void run(struct test *t)
{
	struct rig rig;

	over_border(t);
	t_case(t, "open");
	tce_rig_open(t, &rig, NULL, TABLE_PAGES);
	numbers(t, &rig);
	values(t, &rig);
	places(t, &rig);
	t_case(t, "entries that nobody put");
	t_expect_h(t, stuff(&rig, 256, 0, 512), H_SUCCESS, "H_STUFF_TCE");
	t_expect_h(t, stuff(&rig, 512, 0, 512), H_SUCCESS, "H_STUFF_TCE once more");
	tce_expect_clears(t, &rig, 512, "in the end");

	t_case(t, "close");
	t_rig_close(t, &rig);
	t_expect_nothing_held(t);
}

TCELIFE_TEST(hcall_stuff, .name = "hcall.stuff", .run = run, .needs = NEEDS_KVM | NEEDS_GROUP);
