// SPDX-License-Identifier: GPL-2.0-only
#include "slurp.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

char *slurp(const char *path)
{
	size_t room_bytes = 4096, used_bytes = 0;
	char *text = malloc(room_bytes);
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	ssize_t n;

	while (text && fd >= 0 && (n = read(fd, text + used_bytes, room_bytes - used_bytes - 1))) {
		if (n < 0) {
			close(fd);
			fd = -1;
			break;
		}
		used_bytes += n;
		if (room_bytes - used_bytes < 2048) {
			char *more = realloc(text, room_bytes *= 2);

			if (!more) { /* half a file is none */
				close(fd);
				fd = -1;
				break;
			}
			text = more;
		}
	}
	if (fd < 0 || !text) {
		free(text);
		return NULL;
	}
	close(fd);
	text[used_bytes] = '\0';
	return text;
}

long long slurp_number(const char *path, long long fallback)
{
	char *text = slurp(path), *end;
	long long value = fallback;

	if (text) {
		value = strtoll(text, &end, 0);
		if (end == text)
			value = fallback;
	}
	free(text);
	return value;
}

long long slurp_field(const char *path, const char *key, long long fallback)
{
	char *text = slurp(path), *save, *line, *end;
	size_t key_bytes = strlen(key);
	long long value = fallback;

	for (line = text ? strtok_r(text, "\n", &save) : NULL; line;
	     line = strtok_r(NULL, "\n", &save))
		if (!strncmp(line, key, key_bytes) && strspn(line + key_bytes, " \t:")) {
			line += key_bytes + strspn(line + key_bytes, " \t:");
			value = strtoll(line, &end, 10);
			if (end == line)
				value = fallback;
			break;
		}
	free(text);
	return value;
}

int spit(const char *path, const char *text)
{
	int fd = open(path, O_WRONLY | O_CLOEXEC);
	int ret = 0;

	if (fd < 0)
		return -errno;
	if (write(fd, text, strlen(text)) < 0)
		ret = -errno;
	close(fd);
	return ret;
}
