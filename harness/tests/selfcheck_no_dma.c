// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: selfcheck.no_dma
 * With a device that can do DMA, what DMA shows is judged. Without one it is not looked at, the
 * result says so in one line, and nothing of it counts as checked.
 *
 * Source: harness/test.h, t_has_dma()
 */
#include "../kit/selfcheck.h"

/* A look that sees what is wrong. */
static bool look(struct test *t, unsigned int *looks)
{
	return t_expect_dma(t, ++*looks == 0, "seen");
}

static void run(struct test *t)
{
	struct inner inner;
	unsigned int looks = 0;

	t_case(t, "a device that can");
	inner_init(t, &inner, NULL);
	t_expect(t, !look(&inner.test, &looks), "what is wrong is right");
	t_expect(t, looks == 1, "looked %u times", looks);
	t_expect(t, inner_failure(&inner), "what is wrong does not fail");
	inner_free(&inner);

	t_case(t, "one that cannot");
	looks = 0;
	inner_init(t, &inner, NULL);
	inner.test.no_dma = "there is none";
	t_expect(t, look(&inner.test, &looks) && look(&inner.test, &looks),
		 "what nobody saw is wrong");
	t_expect(t, !looks, "looked %u times", looks);
	t_expect(t, !inner_failure(&inner), "what nobody saw fails");
	t_expect(t, !inner.record->checked, "what nobody saw counts as checked");
	t_expect(
		t,
		inner.record->nr_cases == 1 && inner.record->cases[0].nr_diags == 1 &&
			!strcmp(inner.record->cases[0].diag[0], "not judged by DMA: there is none"),
		"it is not said, or not once");
	t_expect(t, !inner.record->cases[0].checked && inner.record->cases[0].no_dma,
		 "its case does not say that only DMA would show it");
	inner_free(&inner);
}

TCELIFE_TEST(selfcheck_no_dma, .name = "selfcheck.no_dma", .run = run,
	     .needs = NEEDS_GROUP | NEEDS_DMA);
