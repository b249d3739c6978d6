// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: hcall.get
 * H_GET_TCE of a table that drives hardware: what was put, by which call and with which access
 * ever; 0 for what nobody put; H_PARAMETER for an I/O address that is no entry of the table.
 *
 * Source: PAPR, H_GET_TCE; Documentation/virt/kvm/api.rst, 4.62 KVM_CREATE_SPAPR_TCE
 */
#include "../kit/tce.h"

#define TABLE_PAGES 256u

static const struct {
	const char *name;
	uint64_t ioba;
	int64_t want;
} places[] = {
	{ "the first entry", 0, H_SUCCESS },
	{ "the last entry", (TABLE_PAGES - 1) * 4096, H_SUCCESS },
	{ "one past the last", TABLE_PAGES * 4096, H_PARAMETER },
	{ "inside the window, outside the table", 2 * TABLE_PAGES * 4096, H_PARAMETER },
	{ "one byte into a page", 1, H_PARAMETER },
	{ "half a page", 2048, H_PARAMETER },
	{ "bit 32", 1ull << 32, H_PARAMETER },
	{ "bit 59", 1ull << 59, H_PARAMETER },
	{ "bit 63", 1ull << 63, H_PARAMETER },
	{ "the last page of 64 bits", ~0ull << 12, H_PARAMETER },
	{ "the last byte of 64 bits", ~0ull, H_PARAMETER },
};

static void all_places(struct test *t, struct rig *rig, uint64_t want, const char *when)
{
	for (unsigned int i = 0; i < ARRAY_SIZE(places); i++) {
		struct hcall_result got;

		t_case(t, "%s, %s", places[i].name, when);
		got = guest_get_tce(&rig->cpu[0], rig->liobn, places[i].ioba);
		tce_expect(t, got, places[i].want, "H_GET_TCE");
		if (!places[i].want)
			t_expect(t, got.out[0] == want, "reads 0x%llx, must be 0x%llx",
				 (unsigned long long)got.out[0], (unsigned long long)want);
	}
}

static void put_everywhere(struct test *t, struct rig *rig, uint64_t tce)
{
	for (unsigned int i = 0; i < ARRAY_SIZE(places); i++)
		if (!places[i].want)
			t_expect_h(t, guest_put_tce(&rig->cpu[0], rig->liobn, places[i].ioba, tce),
				   H_SUCCESS, "H_PUT_TCE");
}

static void run(struct test *t)
{
	struct rig rig;

	t_case(t, "open");
	tce_rig_open(t, &rig, NULL, TABLE_PAGES);
	all_places(t, &rig, 0, "before any put");
	put_everywhere(t, &rig, tce_of(&rig, 0, TCE_PCI_BOTH));
	all_places(t, &rig, tce_of(&rig, 0, TCE_PCI_BOTH), "mapped");
	put_everywhere(t, &rig, 0xfedcba9876543210);
	all_places(t, &rig, 0xfedcba9876543210, "poisoned");
	t_case(t, "after H_STUFF_TCE");
	t_expect_h(t, guest_stuff_tce(&rig.cpu[0], rig.liobn, 0, 0x1000, TABLE_PAGES), H_SUCCESS,
		   "H_STUFF_TCE");
	for (unsigned int n = 0; n < TABLE_PAGES; n += 51)
		tce_expect_entry(t, &rig, rig.liobn, rig_ioba(&rig, n), 0x1000, "every 51st entry");

	t_case(t, "close");
	tce_expect_clears(t, &rig, TABLE_PAGES, "in the end");
	t_rig_close(t, &rig);
	t_expect_nothing_held(t);
}

TCELIFE_TEST(hcall_get, .name = "hcall.get", .run = run, .needs = NEEDS_KVM | NEEDS_GROUP);
