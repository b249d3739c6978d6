// SPDX-License-Identifier: GPL-2.0-only
#include "../race_crowd.h"
#include "unit.h"

/* Every @nth call of @calls comes late. */
static void call(struct race_crowd *crowd, unsigned int calls, unsigned int nth)
{
	for (unsigned int i = 1; i <= calls; i++)
		race_crowd_learn(crowd, nth && i % nth == 0);
}

static void quiet(void)
{
	struct race_crowd crowd = { 0 };

	call(&crowd, 1000, 0);
	CHECK(!race_is_crowded(&crowd));
	call(&crowd, 3, 1); /* something that happens */
	CHECK(!race_is_crowded(&crowd));
	call(&crowd, 10000, 12);
	CHECK(!race_is_crowded(&crowd));
}

static void comes_and_goes(void)
{
	struct race_crowd crowd = { 0 };

	call(&crowd, 4, 1);
	CHECK(race_is_crowded(&crowd));
	call(&crowd, 1000, 5); /* who sleeps is late less often, and it is a crowd still */
	CHECK(race_is_crowded(&crowd));
	call(&crowd, 64, 0);
	CHECK(!race_is_crowded(&crowd));
}

static const struct unit_case cases[] = { { "quiet", quiet },
					  { "comes_and_goes", comes_and_goes },
					  { 0 } };
const struct unit_suite suite_race_crowd = { "race_crowd", cases };
