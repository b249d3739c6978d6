// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: selfcheck.targets
 * Of all devices that are named, tests get the first and the first of another group: of a card
 * with several functions in one group there is one, and it does not hide the device behind it.
 *
 * Source: lib/vfio.h
 */
#include "../kit/selfcheck.h"

static void run(struct test *t)
{
	struct vfio_target cards[] = { { "a.0", 3 }, { "a.1", 3 }, { "b.0", 5 }, { "b.1", 5 } };
	unsigned int nr;

	t_case(t, "none");
	nr = vfio_targets_apart(cards, 0);
	t_expect(t, nr == 0, "%u, must be none", nr);
	t_case(t, "one card");
	nr = vfio_targets_apart(cards, 2);
	t_expect(t, nr == 1 && !strcmp(cards[0].bdf, "a.0"), "%u, the first %s", nr, cards[0].bdf);
	t_case(t, "two cards");
	nr = vfio_targets_apart(cards, 4);
	t_expect(t, nr == 2 && !strcmp(cards[0].bdf, "a.0") && !strcmp(cards[1].bdf, "b.0"),
		 "%u, first %s, then %s", nr, cards[0].bdf, cards[1].bdf);
}

TCELIFE_TEST(selfcheck_targets, .name = "selfcheck.targets", .run = run,
	     .data = "not to be repeated");
