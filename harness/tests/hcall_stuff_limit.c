// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: hcall.stuff_limit
 * H_STUFF_TCE takes at most 512 entries, as H_PUT_TCE_INDIRECT does. Without a limit one call
 * keeps a CPU of the host busy for as long as the table is large.
 *
 * Source: PAPR 2.12, 13.5.4.2.3 H_STUFF_TCE; commit 9d2ccf00bddc ("powerpc/iommu: Limit number of
 * TCEs to 512 for H_STUFF_TCE hcall"), by which Linux as a guest came to keep to it
 * Known: stuff-tce-no-limit
 */
#include "../kit/tce.h"

static const struct {
	const char *name;
	uint64_t nr;
	int64_t want;
} rows[] = {
	{ "512 entries", 512, H_SUCCESS },
	{ "513 entries", 513, H_PARAMETER },
	{ "the whole table", 4096, H_PARAMETER },
};

static void run(struct test *t)
{
	struct rig rig;

	t_case(t, "open");
	tce_rig_open(t, &rig, NULL, 4096);
	for (unsigned int i = 0; i < ARRAY_SIZE(rows); i++) {
		t_case(t, "%s", rows[i].name);
		tce_expect(
			t,
			guest_stuff_tce(&rig.cpu[0], rig.liobn, rig_ioba(&rig, 0), 0, rows[i].nr),
			rows[i].want, "H_STUFF_TCE");
	}

	t_case(t, "close");
	t_rig_close(t, &rig);
	t_expect_nothing_held(t);
}

TCELIFE_TEST(hcall_stuff_limit, .name = "hcall.stuff_limit", .run = run,
	     .needs = NEEDS_KVM | NEEDS_GROUP);
