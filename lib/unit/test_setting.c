// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "../setting.h"
#include "../slurp.h"
#include "unit.h"

#define A      "setting-a"
#define B      "setting-b"
#define RECORD "settings" /* as Makefile.mk tells lib/setting.c */

static char folder[] = "/tmp/tcelife-unit-XXXXXX";

static void put(const char *path, const char *text)
{
	FILE *f = fopen(path, "we");

	CHECK(f && fputs(text, f) >= 0);
	if (f)
		fclose(f);
}

static void says(const char *path, const char *wanted)
{
	char *text = slurp(path);

	CHECK_STR(text ?: "nothing", wanted);
	free(text);
}

static void begin(void)
{
	strcpy(strrchr(folder, '-'), "-XXXXXX");
	CHECK(mkdtemp(folder) && !chdir(folder));
	put(A, "auto\n");
	put(B, "12345678\n");
}

static void end(void)
{
	unlink(A);
	unlink(B);
	unlink(RECORD);
	CHECK(!chdir("/") && !rmdir(folder));
}

static void come_back(void)
{
	begin();
	CHECK_INT(settings_put_back(), 0);
	CHECK_INT(setting_change(A, "once"), 0);
	CHECK_INT(setting_change(A, "more"), 0);
	says(A, "more\n");
	says(RECORD, A "\tauto\n");
	CHECK_INT(settings_put_back(), 0);
	says(A, "auto\n");
	says(RECORD, "nothing");
	end();
}

static void of_one_who_was_killed(void)
{
	pid_t pid;

	begin();
	pid = fork();
	if (!pid) {
		if (setting_change(A, "none") || setting_change(B, "99999999"))
			_exit(1);
		raise(SIGKILL);
	}
	waitpid(pid, NULL, 0);
	says(A, "none\n");
	says(B, "99999999\n");
	CHECK_INT(settings_put_back(), 0);
	says(A, "auto\n");
	says(B, "12345678\n");
	end();
}

static void the_last_first(void)
{
	begin();
	put(RECORD, A "\tzero\n" A "\tlast\n" B "\t7654");
	CHECK_INT(settings_put_back(), 0);
	says(A, "zero\n");
	says(B, "12345678\n"); /* torn: it had not been changed */
	end();
}

static void what_is_not_there(void)
{
	begin();
	CHECK_INT(setting_change("setting-c", "1"), -ENOENT);
	says(RECORD, "nothing");
	put(RECORD, "setting-c\t1\n" A "\tlast\n"
		    "./\t1\n");
	CHECK_INT(settings_put_back(), -EISDIR);
	says(A, "last\n");
	says(RECORD, "./\t1\n");
	end();
}

/* In their order, and put back as soon as they can be. */
static void what_cannot_be_yet(void)
{
	begin();
	CHECK(!unlink(A) && !mkdir(A, 0700));
	put(RECORD, A "\tfirst\n" B "\t7654\n" A "\tsecond\n");
	CHECK_INT(settings_put_back(), -EISDIR);
	says(B, "76545678\n");
	says(RECORD, A "\tfirst\n" A "\tsecond\n");
	CHECK(!rmdir(A));
	put(A, "");
	CHECK_INT(settings_put_back(), 0);
	says(A, "firstd");
	says(RECORD, "nothing");
	end();
}

static void no_record_no_change(void)
{
	begin();
	CHECK(!symlink("/no/such/folder/settings", RECORD));
	CHECK_INT(setting_change(A, "none"), -EROFS);
	says(A, "auto\n");
	end();
}

static const struct unit_case cases[] = {
	{ "come-back", come_back },
	{ "of-one-who-was-killed", of_one_who_was_killed },
	{ "the-last-first", the_last_first },
	{ "what-is-not-there", what_is_not_there },
	{ "what-cannot-be-yet", what_cannot_be_yet },
	{ "no-record-no-change", no_record_no_change },
	{ NULL, NULL },
};

const struct unit_suite suite_setting = { "setting", cases };
