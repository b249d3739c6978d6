// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: selfcheck.forgotten
 * What tells whether the hardware was made to forget TCEs fires when nothing was said, when one
 * page of two was named, and when one group was told where two are behind the table; and is silent
 * when all was said. What tells whether the hardware knows a window fires when its table or its
 * pages are of another size.
 *
 * Source: harness/kit/forgotten.h
 */
#include "../kit/selfcheck.h"

static void put(struct rig *rig, uint64_t page)
{
	struct hcall_result got = guest_put_tce(&rig->cpu[0], rig->liobn, rig_ioba(rig, page),
						tce_of(rig, 0, TCE_PCI_BOTH));

	TEST_ASSERT(!got.bounced && got.ret == H_SUCCESS, "H_PUT_TCE");
}

static void expect(struct test *t, struct rig *rig, uint64_t pages, bool want, const char *name)
{
	struct inner inner;
	const char *failure;

	t_case(t, "%s", name);
	inner_init(t, &inner, NULL);
	t_case(&inner.test, "inner");
	t_expect_forgotten(&inner.test, rig, 3, pages, "inside");
	failure = inner_failure(&inner);
	t_expect(t, !failure == want, "%s", failure ?: "nothing is said against it");
	inner_free(&inner);
}

static void expect_window(struct test *t, const struct rig *rig, bool want, const char *name)
{
	struct inner inner;
	const char *failure;

	t_case(t, "%s", name);
	inner_init(t, &inner, NULL);
	t_case(&inner.test, "inner");
	t_expect_window(&inner.test, rig, true);
	failure = inner_failure(&inner);
	t_expect(t, !failure == want, "%s", failure ?: "nothing is said against it");
	inner_free(&inner);
}

/* Of what was heard last: the window comes. */
static void windows(struct test *t, const struct rig *rig)
{
	struct rig other = *rig;

	expect_window(t, rig, true, "the window");
	other.window.size_bytes *= 2;
	expect_window(t, &other, false, "a larger table");
	other.window.page_shift++;
	expect_window(t, &other, false, "as large a table of larger pages");
}

static void run(struct test *t)
{
	struct rig_opts opts = { .window.size_bytes = forgotten_table_pages() * 4096 };
	struct rig rig;

	t_setup_case(t, "open");
	if (!t_listen(t))
		return;
	rig_open(&rig, t_targets(t), &opts, RIG_READY);
	t_unheard();
	windows(t, &rig);
	put(&rig, 3);
	t_unheard();
	expect(t, &rig, 1, false, "nothing said");
	put(&rig, 3);
	expect(t, &rig, 1, true, "all said");
	put(&rig, 3);
	expect(t, &rig, 2, false, "one page of two");
	rig.opts.nr_groups = 2;
	put(&rig, 3);
	expect(t, &rig, 1, false, "one group of two");
	rig.opts.nr_groups = 1;

	t_case(t, "close");
	firmware_stop();
	t_expect(t, !firmware_mounted(), "tracefs, which was not there before, is still mounted");
	t_rig_close(t, &rig);
	t_expect_nothing_held(t);
}

TCELIFE_TEST(selfcheck_forgotten, .name = "selfcheck.forgotten", .run = run,
	     .needs = NEEDS_KVM | NEEDS_GROUP);
