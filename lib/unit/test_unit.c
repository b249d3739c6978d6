// SPDX-License-Identifier: GPL-2.0-only
/* The runner itself: a check that cannot fail is worth nothing. */
#include "unit.h"

static void wrong_condition(void)
{
	CHECK(1 == 2);
}

static void wrong_number(void)
{
	CHECK_INT(1, 2);
}

static void wrong_text(void)
{
	CHECK_STR("a", "b");
}

static void missing_text(void)
{
	CHECK_STR(NULL, "b");
}

static void all_right(void)
{
	CHECK(1);
	CHECK_INT(2, 2);
	CHECK_STR("a", "a");
	CHECK_STR(NULL, NULL);
}

static void checks_complain(void)
{
	CHECK(unit_complains(wrong_condition));
	CHECK(unit_complains(wrong_number));
	CHECK(unit_complains(wrong_text));
	CHECK(unit_complains(missing_text));
	CHECK(!unit_complains(all_right));
}

static const struct unit_case cases[] = {
	{ "checks-complain", checks_complain },
	{ NULL, NULL },
};

const struct unit_suite suite_unit = { "unit", cases };
