// SPDX-License-Identifier: GPL-2.0-only
#include "../verdict.h"
#include "unit.h"

static void names_round(void)
{
	for (int v = V_PASS; v < V_COUNT; v++)
		CHECK_INT(verdict_parse(verdict_name((enum verdict)v)), v);
	CHECK_INT(verdict_parse("pass"), V_NONE);
	CHECK_INT(verdict_parse("NONE"), V_NONE);
	CHECK_INT(verdict_parse(""), V_NONE);
	CHECK_STR(verdict_name((enum verdict)99), "NONE");
}

static enum verdict sum(const char *const *words)
{
	enum verdict v = V_NONE;

	for (; *words; words++)
		v = verdict_add(v, verdict_parse(*words));
	return v;
}

#define SUM(...) sum((const char *const[]){ __VA_ARGS__, NULL })

static void loudest_wins(void)
{
	CHECK_INT(SUM("PASS", "SKIP", "PASS"), V_PASS);
	CHECK_INT(SUM("SKIP", "SKIP"), V_SKIP);
	CHECK_INT(SUM("PASS", "XFAIL"), V_XFAIL);
	CHECK_INT(SUM("XFAIL", "TIMEOUT"), V_TIMEOUT);
	CHECK_INT(SUM("TIMEOUT", "ERROR", "PASS"), V_ERROR);
	CHECK_INT(SUM("FAIL", "ERROR", "TIMEOUT"), V_FAIL);
	CHECK_INT(SUM("TODO", "PASS"), V_TODO);
	CHECK_INT(sum((const char *const[]){ NULL }), V_NONE);
}

static void exit_status(void)
{
	CHECK_INT(verdict_exit_status(V_PASS), 0);
	CHECK_INT(verdict_exit_status(V_XFAIL), 0);
	CHECK_INT(verdict_exit_status(V_TODO), 0);
	CHECK_INT(verdict_exit_status(V_FAIL), 1);
	CHECK_INT(verdict_exit_status(V_TIMEOUT), 1);
	CHECK_INT(verdict_exit_status(V_SKIP), 4);
	CHECK_INT(verdict_exit_status(V_ERROR), 99);
	CHECK_INT(verdict_exit_status(V_NONE), 99);
}

static const struct unit_case cases[] = {
	{ "names-round", names_round },
	{ "loudest-wins", loudest_wins },
	{ "exit-status", exit_status },
	{ NULL, NULL },
};

const struct unit_suite suite_verdict = { "verdict", cases };
