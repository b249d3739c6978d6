// SPDX-License-Identifier: GPL-2.0-only
#include "slurp.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

char *slurp_fd(int fd)
{
	size_t room_bytes = 4096, used_bytes = 0;
	char *text = malloc(room_bytes), *more;
	ssize_t n;

	if (text && lseek(fd, 0, SEEK_SET) < 0 && errno != ESPIPE)
		goto none;
	while (text && (n = read(fd, text + used_bytes, room_bytes - used_bytes - 1))) {
		if (n < 0)
			goto none;
		used_bytes += n;
		if (room_bytes - used_bytes >= 2048)
			continue;
		more = realloc(text, room_bytes *= 2);
		if (!more) /* half a file is none */
			goto none;
		text = more;
	}
	if (text)
		text[used_bytes] = '\0';
	return text;
none:
	free(text);
	return NULL;
}

char *slurp(const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	char *text = fd < 0 ? NULL : slurp_fd(fd);

	if (fd >= 0)
		close(fd);
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
	ssize_t n;

	if (fd < 0)
		return -errno;
	n = write(fd, text, strlen(text));
	if (n != (ssize_t)strlen(text))
		ret = n < 0 ? -errno : -EIO;
	close(fd);
	return ret;
}

int spit_possible(const char *path)
{
	int fd = open(path, O_WRONLY | O_CLOEXEC);

	if (fd < 0)
		return -errno;
	close(fd);
	return 0;
}

int spit_fd(int fd, const char *text, size_t bytes)
{
	while (bytes) {
		ssize_t n = write(fd, text, bytes);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return n ? -errno : -EIO;
		text += n;
		bytes -= (size_t)n;
	}
	return 0;
}
