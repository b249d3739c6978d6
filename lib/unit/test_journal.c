// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../journal.h"
#include "unit.h"

static const char *const names[] = { "attach.once", "attach.twice", "teardown.orders" };

static void put(const char *path, const char *text)
{
	FILE *file = fopen(path, "we");

	if (CHECK(file)) {
		fputs(text, file);
		fclose(file);
	}
}

static void round_trip(void)
{
	const char *path = unit_scratch();
	struct journal_state s;
	struct journal j;

	CHECK_INT(journal_open(&j, path), 0);
	CHECK_INT(journal_plan(&j, names, 3), 0);
	CHECK_INT(journal_boot(&j, 3, "6.12.107+deb13-powerpc64le", "8a-1"), 0);
	CHECK_INT(journal_begin(&j, 1, names[0], UINT64_MAX), 0);
	CHECK_INT(journal_end(&j, 1, V_PASS), 0);
	CHECK_INT(journal_begin(&j, 2, names[1], 7), 0);
	CHECK_INT(journal_tries(&j, 2, 1, 256), 0);
	CHECK_INT(journal_tries(&j, 2, 257, UINT64_MAX), 0);
	journal_close(&j);
	CHECK_INT(journal_read(&s, path, NULL), 0);
	CHECK(journal_plan_is(&s, names, 3));
	CHECK(!s.tests[0].tries_from && !s.tests[0].tries_to);
	CHECK(s.tests[1].tries_from == 257 && s.tests[1].tries_to == UINT64_MAX);
	CHECK(!journal_plan_is(&s, names, 2));
	CHECK(!journal_plan_is(&s, &names[1], 2));
	CHECK_INT(s.running, 2);
	CHECK_INT(s.boots, 1);
	CHECK_STR(s.release, "6.12.107+deb13-powerpc64le");
	CHECK(!s.torn && !s.done);
	CHECK_INT(s.tests[0].verdict, V_PASS);
	CHECK(s.tests[0].seed == UINT64_MAX);
	CHECK(s.tests[1].begins && s.tests[1].verdict == V_NONE);
	/* the lab counts boots that never got here, too */
	CHECK_INT(s.tests[1].boot, 3);
	CHECK_STR(s.boot_id, "8a-1");
	CHECK_INT(s.tests[2].begins, 0);
	journal_state_free(&s);
}

static void second_boot(void)
{
	const char *path = unit_scratch();
	struct journal_state s;
	struct journal j;

	put(path, "plan 1 a\nboot 1 6.1.0 8a-1\nbegin 1 a seed=3\n");
	CHECK_INT(journal_open(&j, path), 0);
	CHECK_INT(journal_boot(&j, 2, "7.2.13", "8a-2"), 0);
	CHECK_INT(journal_read(&s, path, NULL), 0);
	CHECK_INT(s.boots, 2);
	CHECK_INT(s.running, 1);
	journal_state_free(&s);
	CHECK_INT(journal_end(&j, 1, V_FAIL), 0);
	CHECK_INT(journal_done(&j, 1), 0);
	journal_close(&j);
	CHECK_INT(journal_read(&s, path, NULL), 0);
	CHECK(s.done);
	CHECK_INT(s.exit_status, 1);
	CHECK_INT(s.running, 0);
	CHECK_INT(s.tests[0].boot, 1);
	CHECK_STR(s.release, "7.2.13");
	CHECK_STR(s.boot_id, "8a-2");
	journal_state_free(&s);
}

/* A torn line is ignored by the reader and gone once a writer came. */
static void torn_line(void)
{
	const char *path = unit_scratch();
	struct journal_state s;
	struct journal j;

	put(path, "plan 1 a\nboot 1 6.1.0 8a-1\nbegin 1 a se");
	CHECK_INT(journal_read(&s, path, NULL), 0);
	CHECK(s.torn);
	CHECK_INT(s.running, 0);
	journal_state_free(&s);
	CHECK_INT(journal_open(&j, path), 0);
	CHECK_INT(journal_begin(&j, 1, "a", 1), 0);
	journal_close(&j);
	CHECK_INT(journal_read(&s, path, NULL), 0);
	CHECK(!s.torn);
	CHECK_INT(s.running, 1);
	journal_state_free(&s);
}

static void nothing_there(void)
{
	struct journal_state s;

	CHECK_INT(journal_read(&s, unit_scratch(), NULL), 0);
	CHECK_INT(s.nr_tests, 0);
	journal_state_free(&s);
}

static void refused(const char *text, const char *place)
{
	const char *path = unit_scratch();
	struct journal_state s;
	struct why why = { "" };

	put(path, text);
	CHECK_INT(journal_read(&s, path, &why), -EBADMSG);
	CHECK(strstr(why.text, place));
	journal_state_free(&s);
}

static void bad_lines(void)
{
	refused("plan 1 a\nhello\n", ":2:");
	refused("plan 2 a\n", ":1:");
	refused("plan 1 a\nplan 1 b\n", ":2:");
	refused("plan 1 a\nbegin 2 b seed=1\n", ":2:");
	refused("plan 1 a\nbegin 1 b seed=1\n", ":2:");
	refused("plan 1 a\nbegin 1 a seed=x\n", ":2:");
	refused("plan 1 a\nend 1 GOOD\n", ":2:");
	refused("plan 1 a\nend 1\n", ":2:");
	refused("plan 1 a b\n", ":1:");
	refused("plan 0 a\n", ":1:");
	refused("done x\n", ":1:");
	refused("boot 1 6.1.0\n", ":1:");
}

static void good_line_is_not_refused(void)
{
	refused("plan 1 a\n", ":1:");
}

static void comparer_complains(void)
{
	CHECK(unit_complains(good_line_is_not_refused));
}

static void bad_words(void)
{
	const char *const spaced[] = { "a", "b c" };
	const char *path = unit_scratch();
	struct journal_state s;
	struct journal j;

	CHECK_INT(journal_open(&j, path), 0);
	CHECK_INT(journal_plan(&j, spaced, 2), -EINVAL);
	CHECK_INT(journal_begin(&j, 1, "", 1), -EINVAL);
	CHECK_INT(journal_boot(&j, 1, "6.1\n", "8a-1"), -EINVAL);
	CHECK_INT(journal_boot(&j, 1, "6.1", ""), -EINVAL);
	CHECK_INT(journal_end(&j, 1, V_NONE), -EINVAL);
	journal_close(&j);
	CHECK_INT(journal_read(&s, path, NULL), 0);
	CHECK_INT(s.nr_tests, 0);
	journal_state_free(&s);
	CHECK_INT(journal_open(&j, "/nonexistent/journal"), -ENOENT);
	journal_close(&j);
}

static const struct unit_case cases[] = {
	{ "round-trip", round_trip }, { "second-boot", second_boot },
	{ "torn-line", torn_line },   { "nothing-there", nothing_there },
	{ "bad-lines", bad_lines },   { "comparer-complains", comparer_complains },
	{ "bad-words", bad_words },   { NULL, NULL },
};

const struct unit_suite suite_journal = { "journal", cases };
