// SPDX-License-Identifier: GPL-2.0-only
/* Where a watch over counts begins: where the last one has ended, or at what is there. */
#include <limits.h>
#include <string.h>

#include "../oracle.h"
#include "../oracle_list.h"
#include "unit.h"

/* Instead of access() and slurp_number(), as Makefile.mk tells it: one module, and its users. */
int unit_counts_access(const char *path, int mode);
long long unit_counts_number(const char *path, long long fallback);

#define NOBODY_KNOWS LLONG_MIN

static long long users;

int unit_counts_access(const char *path, int mode)
{
	(void)mode;
	return strcmp(path, "/sys/module/kvm/refcnt") ? -1 : 0;
}

long long unit_counts_number(const char *path, long long fallback)
{
	(void)path;
	return users == NOBODY_KNOWS ? fallback : users;
}

/* As in lib/oracle.c, which is made for POWER; nothing here comes back by itself. */
bool oracle_wait(bool (*equal)(void *arg), void *arg)
{
	return equal(arg);
}

/* With so many users at its beginning and at its end. How much it finds. */
static unsigned int watch(bool follows_on, long long at_begin, long long at_end)
{
	const struct oracle_ctx ctx = { .label = "unit", .follows_on = follows_on };
	struct oracle_report report = { 0 };
	void *snapshot;

	users = at_begin;
	snapshot = oracle_modules.begin(&oracle_modules, &ctx);
	users = at_end;
	oracle_modules.end(&oracle_modules, &ctx, snapshot, &report);
	return report.nr;
}

/* What is lost between two watches is lost all the same. */
static void follows_on(void)
{
	CHECK_INT(watch(false, 3, 3), 0);
	CHECK_INT(watch(true, 4, 4), 1);
	CHECK_INT(watch(false, 3, 3), 0);
	CHECK_INT(watch(true, 4, 3), 0); /* and what was back by its end is not */
}

/* Others may have been at work since, as the caller says. */
static void begins_anew(void)
{
	CHECK_INT(watch(false, 3, 3), 0);
	CHECK_INT(watch(false, 4, 4), 0);
	CHECK_INT(watch(false, 4, 5), 1);
}

/* What is wrong is found once, not by all who come after; nor is it made of what nobody knows. */
static void after_what_is_wrong(void)
{
	CHECK_INT(watch(false, 3, 3), 0);
	CHECK_INT(watch(true, 3, 4), 1);
	CHECK_INT(watch(true, 4, 4), 0);
	CHECK_INT(watch(true, 4, NOBODY_KNOWS), 1);
	CHECK_INT(watch(true, 5, 5), 0);
}

static const struct unit_case cases[] = {
	{ "follows-on", follows_on },
	{ "begins-anew", begins_anew },
	{ "after-what-is-wrong", after_what_is_wrong },
	{ NULL, NULL },
};

const struct unit_suite suite_oracle_counts = { "oracle-counts", cases };
