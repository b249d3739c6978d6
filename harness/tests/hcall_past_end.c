// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: hcall.past_end
 * H_STUFF_TCE and H_PUT_TCE_INDIRECT whose range begins in the table and ends behind it: nothing is
 * done but to answer H_PARAMETER. A kernel that goes on writes behind the table, in the end behind
 * the memory of the hardware's table. Here the table is smaller than the hardware window and than
 * its own page, so that what such a kernel touches belongs to this test; only a kernel that refuses
 * small ranges is asked about large ones and those that wrap around.
 *
 * Source: PAPR, H_STUFF_TCE, H_PUT_TCE_INDIRECT: H_Parameter for a range that is not all in the
 * window; Documentation/virt/kvm/api.rst, 4.98: the size of the table
 * Fixed-by: 0b271f7d7f5e
 * Known: hcall-range-past-end
 */
#include "../kit/tce.h"

#define TABLE_PAGES 100u /* of the 512 or more that fit into a host page */

static struct hcall_result stuff(struct rig *rig, uint64_t page, uint64_t nr)
{
	return guest_stuff_tce(&rig->cpu[0], rig->liobn, rig_ioba(rig, page), 0, nr);
}

static struct hcall_result put_list(struct rig *rig, uint64_t page, uint64_t nr)
{
	return guest_put_tce_indirect(&rig->cpu[0], rig->liobn, rig_ioba(rig, page),
				      tce_list_gpa(rig), nr);
}

static const struct {
	const char *name;
	uint64_t page, nr;
} rows[] = {
	{ "by one entry from the last", TABLE_PAGES - 1, 2 },
	{ "by one entry from the first", 0, TABLE_PAGES + 1 },
	{ "by many entries", TABLE_PAGES - 10, 200 },
};

static const struct {
	const char *name;
	uint64_t nr;
} large_rows[] = {
	{ "by 2^32 entries", 1ull << 32 },
	{ "until I/O addresses wrap around", 1ull << 52 },
	{ "until the number of bytes wraps around", ~0ull },
};

/* The last entry, in the table, must be what it was: nothing is done in part. */
static bool refused(struct test *t, struct rig *rig, struct hcall_result got, const char *hcall)
{
	bool ok = t_expect_h(t, got, H_PARAMETER, "%s", hcall);

	return ok && tce_expect_entry(t, rig, rig->liobn, rig_ioba(rig, TABLE_PAGES - 1),
				      tce_of(rig, 65536, TCE_PCI_BOTH), hcall);
}

static void fill_last(struct test *t, struct rig *rig)
{
	t_expect_h(t,
		   guest_put_tce(&rig->cpu[0], rig->liobn, rig_ioba(rig, TABLE_PAGES - 1),
				 tce_of(rig, 65536, TCE_PCI_BOTH)),
		   H_SUCCESS, "H_PUT_TCE of the last entry");
}

/* Behind the end there are TCEs now that no hypercall may reach. */
static void tidy(struct test *t, struct rig *rig)
{
	t_expect_h(t, stuff(rig, 0, TABLE_PAGES), H_SUCCESS, "H_STUFF_TCE of the whole table");
}

static bool small_ranges(struct test *t, struct rig *rig)
{
	bool ok = true;

	tce_list_set(rig, 0, 512, tce_of(rig, 0, TCE_PCI_BOTH), 4096);
	for (unsigned int i = 0; i < ARRAY_SIZE(rows); i++) {
		t_case(t, "H_STUFF_TCE %s", rows[i].name);
		fill_last(t, rig);
		ok &= refused(t, rig, stuff(rig, rows[i].page, rows[i].nr), "H_STUFF_TCE");
		t_case(t, "H_PUT_TCE_INDIRECT %s", rows[i].name);
		fill_last(t, rig);
		ok &= refused(t, rig, put_list(rig, rows[i].page, rows[i].nr),
			      "H_PUT_TCE_INDIRECT");
		tidy(t, rig);
	}
	return ok;
}

static void large_ranges(struct test *t, struct rig *rig, bool checked)
{
	for (unsigned int i = 0; i < ARRAY_SIZE(large_rows); i++) {
		t_case(t, "H_STUFF_TCE %s", large_rows[i].name);
		if (!checked) {
			t_skip(t,
			       "a kernel that does not refuse small ranges would not survive it");
			continue;
		}
		fill_last(t, rig);
		refused(t, rig, stuff(rig, TABLE_PAGES - 1, large_rows[i].nr), "H_STUFF_TCE");
	}
}

/* The same with KVM's table alone. */
static void without_hardware(struct test *t)
{
	struct dma_window w = { .page_shift = 12, .size_bytes = TABLE_PAGES * 4096 };
	struct rig rig;
	int table_fd;

	rig_open(&rig, t_targets(t), NULL, RIG_VM);
	table_fd = kvm_tce_create(rig.vm->fd, RIG_LIOBN, &w, 12);
	rig.window = w;
	t_case(t, "H_STUFF_TCE without hardware");
	t_expect_h(t, stuff(&rig, TABLE_PAGES - 1, 2), H_PARAMETER, "H_STUFF_TCE");
	t_case(t, "H_PUT_TCE_INDIRECT without hardware");
	t_expect_h(t, put_list(&rig, TABLE_PAGES - 1, 2), H_PARAMETER, "H_PUT_TCE_INDIRECT");
	close(table_fd);
	t_rig_close(t, &rig);
}

static void run(struct test *t)
{
	struct rig rig;
	bool checked;

	t_case(t, "up to the end");
	tce_rig_open(t, &rig, NULL, TABLE_PAGES);
	tce_list_set(&rig, 0, 512, tce_of(&rig, 0, TCE_PCI_BOTH), 4096);
	t_expect_h(t, put_list(&rig, 0, TABLE_PAGES), H_SUCCESS, "H_PUT_TCE_INDIRECT");
	t_expect_h(t, stuff(&rig, 0, TABLE_PAGES), H_SUCCESS, "H_STUFF_TCE");

	checked = small_ranges(t, &rig);
	large_ranges(t, &rig, checked);

	t_case(t, "close");
	t_rig_close(t, &rig);
	without_hardware(t);
	t_expect_nothing_held(t);
}

TCELIFE_TEST(hcall_past_end, .name = "hcall.past_end", .run = run,
	     .needs = NEEDS_KVM | NEEDS_GROUP);
