// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: selfcheck.taint
 * The oracle of the taint mask fires when a bit was set between its two looks, and says which; it
 * is silent when none was, or when one was set before. A real taint lasts until the next boot, so
 * a file stands in for the mask, in this test only.
 *
 * Source: Documentation/admin-guide/tainted-kernels.rst
 */
#include "../kit/selfcheck.h"

#define TAINTED "/proc/sys/kernel/tainted"

static const struct {
	const char *name, *before, *after;
	bool fires;
} masks[] = {
	{ "untouched", "0\n", "0\n", false },
	{ "tainted before", "512\n", "512\n", false },
	{ "a warning", "0\n", "512\n", true },
	{ "a warning after an oops", "128\n", "640\n", true },
};

static void run(struct test *t)
{
	struct oracle_ctx ctx = { .label = t->decl->name };

	for (unsigned int i = 0; i < sizeof(masks) / sizeof(masks[0]); i++) {
		struct oracle_report report = { 0 };
		struct oracle_watch watch;

		t_case(t, "%s", masks[i].name);
		t_stand_in(t, TAINTED, masks[i].before);
		oracle_begin(&watch, &ctx, "taint");
		t_stand_down(t, TAINTED);
		t_stand_in(t, TAINTED, masks[i].after);
		oracle_end(&watch, &ctx, &report);
		t_stand_down(t, TAINTED);
		if (masks[i].fires)
			t_expect_fired(t, &report, "taint");
		else
			t_expect_silent(t, &report, NULL);
	}
}

TCELIFE_TEST(selfcheck_taint, .name = "selfcheck.taint", .run = run);
