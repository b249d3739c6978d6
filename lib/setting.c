// SPDX-License-Identifier: GPL-2.0-only
#include "setting.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "slurp.h"

/* Of this boot, as the settings are; lines "PATH\tVALUE". harness/alone.c has made the folder. */
#ifndef SETTINGS
#define SETTINGS "/run/tcelife/settings"
#endif

static bool is_on_record(const char *path)
{
	char *text = slurp(SETTINGS), *save, *line;
	size_t bytes = strlen(path);
	bool found = false;

	for (line = text ? strtok_r(text, "\n", &save) : NULL; line && !found;
	     line = strtok_r(NULL, "\n", &save))
		found = !strncmp(line, path, bytes) && line[bytes] == '\t';
	free(text);
	return found;
}

/* In one write: a line that is torn belongs to a setting that has not been changed. */
static int add_to_record(const char *path, const char *value)
{
	int fd = open(SETTINGS, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
	int bytes, ret = 0;
	char line[512];

	if (fd < 0)
		return -EROFS;
	bytes = snprintf(line, sizeof(line), "%s\t%.*s\n", path, (int)strcspn(value, "\n"), value);
	if (bytes >= (int)sizeof(line))
		ret = -ENAMETOOLONG;
	else if (write(fd, line, (size_t)bytes) != bytes)
		ret = -ENOSPC;
	close(fd);
	return ret;
}

int setting_change(const char *path, const char *value)
{
	char *now = slurp(path);
	int ret = 0;

	if (!now)
		return -ENOENT;
	if (!is_on_record(path))
		ret = add_to_record(path, now);
	free(now);
	return ret ?: spit(path, value);
}

static int put_back(char *line)
{
	char *tab = strchr(line, '\t');
	int ret;

	if (!tab)
		return 0;
	*tab = '\0';
	ret = spit(line, tab + 1);
	return ret == -ENOENT ? 0 : ret;
}

int settings_put_back(void)
{
	char *text = slurp(SETTINGS), *end = text ? strrchr(text, '\n') : NULL;
	int failed = 0;

	while (end) {
		char *before;
		int ret;

		*end = '\0';
		before = strrchr(text, '\n');
		ret = put_back(before ? before + 1 : text);
		failed = failed ?: ret;
		end = before;
	}
	if (text)
		unlink(SETTINGS);
	free(text);
	return failed;
}
