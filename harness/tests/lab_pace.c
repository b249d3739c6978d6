// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: lab.pace
 * The limits of time are what they are where a device opens at once, and longer where VFIO resets
 * it with its bus: that is so while its sibling on the bus has a driver of VFIO's, too. To see it
 * takes seconds, so that it is run only when it is named; `make check` looks at it.
 *
 * Source: harness/pace.h
 */
#include "../kit/selfcheck.h"

static void run(struct test *t)
{
	const char *sibling;
	unsigned int pace;

	t_case(t, "with its bus");
	sibling = sibling_find(t);
	if (!sibling)
		return;
	sibling_take(t, sibling);
	pace = pace_of(t_targets(t), 1);
	sibling_give_back(t, sibling);
	t_expect(t, pace > 1, "limits are %u times as long, must be more", pace);
	t_diag(t, "limits are %u times as long", pace);

	t_case(t, "at once");
	pace = pace_of(t_targets(t), 1);
	t_expect(t, pace == 1, "limits are %u times as long", pace);

	t_case(t, "no device");
	pace = pace_of(t_targets(t), 0);
	t_expect(t, pace == 1, "limits are %u times as long", pace);
}

TCELIFE_TEST(lab_pace, .name = "lab.pace", .run = run, .needs = NEEDS_GROUP, .only_by_name = true,
	     .data = "not to be repeated");
