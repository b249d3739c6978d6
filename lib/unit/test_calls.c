// SPDX-License-Identifier: GPL-2.0-only
#include "../calls.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

#include "unit.h"

static char page[4096];
static const char *path;

/* What was recorded; free it. */
static char *recorded(void)
{
	size_t bytes;

	return unit_read(path, &bytes);
}

static void begin(void)
{
	path = unit_scratch();
	CHECK_INT(calls_begin(path), 0);
}

static void writes_lines(void)
{
	struct why why;
	char *text;

	begin();
	calls_note("race", "race.a.b");
	calls_write(CALLS_MAKE, 5, calls_name_fd(5, "table_fd"), "KVM_X", "make(%d)", 1);
	calls_phase("a");
	calls_write(CALLS_UNDO, -ENOENT, "-", "KVM_Y", "undo(%s)", calls_fd(5));
	CHECK_INT(calls_end(&why), 0);
	text = recorded();
	CHECK_STR(text, "# race race.a.b\n"
			"setup\t0\ttable_fd\tmake\tKVM_X\tmake(1)\n"
			"a\t-2\t-\tundo\tKVM_Y\tundo(table_fd)\n");
	free(text);
}

static void numbers_the_second(void)
{
	begin();
	CHECK_STR(calls_name_fd(5, "table_fd"), "table_fd");
	CHECK_STR(calls_name_fd(6, "table_fd"), "table_fd2");
	calls_forget_fd(5);
	CHECK_STR(calls_name_fd(7, "table_fd"), "table_fd");
	CHECK_STR(calls_fd(6), "table_fd2");
	CHECK_STR(calls_fd(-1), "-1");
	CHECK_INT(calls_end(NULL), 0);
}

/* The kernel gives a number that was closed again; the other side still means the old one. */
static void sides_keep_names(void)
{
	begin();
	calls_name_fd(5, "table_fd");
	calls_phase("a");
	calls_forget_fd(5);
	calls_phase("b");
	CHECK_STR(calls_fd(5), "table_fd");
	CHECK_STR(calls_name_fd(5, "table_fd"), "table_fd2");
	CHECK_STR(calls_fd(5), "table_fd2");
	calls_phase("repair");
	CHECK_STR(calls_name_fd(8, "table_fd"), "table_fd");
	CHECK_INT(calls_end(NULL), 0);
}

static void names_memory(void)
{
	begin();
	calls_name_memory(page, sizeof(page), "mem");
	CHECK_STR(calls_address(page), "mem");
	CHECK_STR(calls_address(page + 0x100), "(mem + 0x100)");
	CHECK_STR(calls_address(NULL), "0");
	CHECK_INT(calls_end(NULL), 0);
}

static void knows_what_holds(void)
{
	char *text;

	begin();
	calls_name_memory(page, 0x100, "mem");
	CHECK(!calls_is_held(page) && !calls_held_at(0x1000));
	CHECK_STR(calls_content(page), "mem");
	calls_hold(page + 0x100, 0x200, 0x1000);
	CHECK(!calls_is_held(page + 0xff) && calls_is_held(page + 0x100));
	CHECK(calls_is_held(page + 0x2ff) && !calls_is_held(page + 0x300));
	CHECK_STR(calls_address(page + 0x180), "(held + 0x80)");
	CHECK_STR(calls_content(page + 0x180), "will_be(held + 0x80)");
	CHECK_STR(calls_content(page), "mem");
	CHECK(calls_held_at(0x1180) == page + 0x280);
	CHECK(!calls_held_at(0xfff) && !calls_held_at(0x1200));
	CHECK_INT(calls_end(NULL), 0);
	text = recorded();
	CHECK_STR(text, "setup\t0\tmem\tmem\tmmap\tnew_memory(0x100)\n"
			"setup\t0\theld\tmem\tmmap\tnew_held(0x200)\n");
	free(text);
}

static void names_the_device(void)
{
	begin();
	calls_device("0000:01:00.0");
	CHECK_STR(calls_string("0000:01:00.0"), "bdf");
	CHECK_STR(calls_string("else"), "\"else\"");
	CHECK_STR(calls_group_path("/dev/vfio/3"), "group_path");
	calls_second_group(3);
	CHECK_STR(calls_group_path("/dev/vfio/3"), "group_path2");
	CHECK_STR(calls_group_path("/dev/vfio/31"), "group_path");
	CHECK_INT(calls_end(NULL), 0);
}

static void says_what_it_cannot(void)
{
	struct why why;

	begin();
	CHECK_STR(calls_fd(999), "-1"); /* it is closed */
	calls_fd(STDOUT_FILENO);
	calls_cannot("and more");
	CHECK_INT(calls_end(&why), -ENOTSUP);
	CHECK_STR(why.text, "a descriptor of unknown origin");
	begin();
	calls_address(page);
	CHECK_INT(calls_end(&why), -ENOTSUP);
	CHECK_STR(why.text, "an address in memory of unknown origin");
	begin();
	calls_string("a\"b");
	CHECK_INT(calls_end(&why), -ENOTSUP);
}

static void is_silent_in_between(void)
{
	char *text;

	begin();
	calls_pause();
	CHECK(!calls_on());
	calls_write(CALLS_MAKE, 0, "-", "X", "x()");
	calls_cannot("nobody asked");
	calls_go_on();
	CHECK_INT(calls_end(NULL), 0);
	CHECK(!calls_on());
	text = recorded();
	CHECK_STR(text, "");
	free(text);
}

static const struct unit_case cases[] = {
	{ "writes lines", writes_lines },
	{ "numbers the second of a kind", numbers_the_second },
	{ "sides keep the names of what they close", sides_keep_names },
	{ "names memory", names_memory },
	{ "knows what holds", knows_what_holds },
	{ "names the device", names_the_device },
	{ "says what it cannot write", says_what_it_cannot },
	{ "is silent in between", is_silent_in_between },
	{ NULL, NULL },
};

const struct unit_suite suite_calls = { "calls", cases };
