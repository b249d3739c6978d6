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

/* 0 also for a line that is torn, or whose file has gone. */
static int put_back(const char *line)
{
	const char *tab = strchr(line, '\t');
	char path[512];
	int ret;

	if (!tab || tab - line >= (int)sizeof(path))
		return 0;
	snprintf(path, sizeof(path), "%.*s", (int)(tab - line), line);
	ret = spit(path, tab + 1);
	return ret == -ENOENT ? 0 : ret;
}

/* What could not be put back stays on record, @kept; all of it stays if that cannot be written. */
static void keep(const char *kept)
{
	size_t bytes = strlen(kept);
	int fd;

	if (!bytes) {
		unlink(SETTINGS);
		return;
	}
	fd = open(SETTINGS ".new", O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	if (fd < 0)
		return;
	if (write(fd, kept, bytes) != (ssize_t)bytes || rename(SETTINGS ".new", SETTINGS))
		unlink(SETTINGS ".new");
	close(fd);
}

int settings_put_back(void)
{
	char *text = slurp(SETTINGS), *end = text ? strrchr(text, '\n') : NULL;
	char *kept = end ? end + 1 : NULL; /* they gather at the end of the text, in their order */
	int failed = 0;

	if (kept)
		*kept = '\0';
	while (end) {
		char *before, *line;
		int ret;

		*end = '\0';
		before = strrchr(text, '\n');
		line = before ? before + 1 : text;
		ret = put_back(line);
		if (ret) {
			size_t bytes = (size_t)(end - line);

			kept -= bytes + 1;
			memmove(kept, line, bytes);
			kept[bytes] = '\n';
		}
		failed = failed ?: ret;
		end = before;
	}
	if (text)
		keep(kept ?: "");
	free(text);
	return failed;
}
