// SPDX-License-Identifier: GPL-2.0-only
/* Writing the journal. Reading it: journal_read.c. */
#include "journal.h"

#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include "slurp.h"

/* The length of the file up to and with its last newline, or -errno. */
static off_t whole_lines_bytes(int fd)
{
	off_t end = lseek(fd, 0, SEEK_END);
	char last;

	for (; end > 0; end--) {
		ssize_t n = pread(fd, &last, 1, end - 1);

		if (n < 0)
			return -errno;
		if (n == 1 && last == '\n')
			break;
	}
	return end < 0 ? -errno : end;
}

/*
 * True for a file on 9p. statfs(2) does not tell: fs/9p/vfs_super.c:v9fs_statfs() passes on what
 * type the file system behind it has.
 */
static bool is_on_9p(int fd)
{
	char device[32], type[32], *mounts = slurp("/proc/self/mountinfo");
	bool found = false;
	struct stat st;

	if (mounts && !fstat(fd, &st)) {
		snprintf(device, sizeof(device), " %u:%u ", major(st.st_dev), minor(st.st_dev));
		for (char *line = strtok(mounts, "\n"); line && !found; line = strtok(NULL, "\n")) {
			const char *dash = strstr(line, " - ");

			found = dash && strstr(line, device) && strstr(line, device) < dash &&
				sscanf(dash, " - %31s", type) == 1 && !strcmp(type, "9p");
		}
	}
	free(mounts);
	return found;
}

int journal_open(struct journal *j, const char *path)
{
	off_t bytes;
	int error = 0;

	j->fd = open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
	if (j->fd < 0)
		return -errno;
	j->outside = is_on_9p(j->fd);
	bytes = whole_lines_bytes(j->fd);
	if (bytes < 0)
		error = (int)bytes;
	else if (ftruncate(j->fd, bytes))
		error = -errno;
	if (error)
		journal_close(j);
	return error;
}

void journal_close(struct journal *j)
{
	if (j->fd >= 0)
		close(j->fd);
	j->fd = -1;
}

static int append(struct journal *j, const char *text, size_t bytes)
{
	while (bytes) {
		ssize_t n = write(j->fd, text, bytes);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return -errno;
		text += n;
		bytes -= (size_t)n;
	}
	return j->outside || !fsync(j->fd) ? 0 : -errno;
}

__attribute__((format(printf, 2, 3))) static int append_record(struct journal *j,
							       const char *format, ...)
{
	char *line;
	va_list args;
	int bytes, error;

	va_start(args, format);
	bytes = vasprintf(&line, format, args);
	va_end(args);
	if (bytes < 0)
		return -ENOMEM;
	error = append(j, line, (size_t)bytes);
	free(line);
	return error;
}

/* One word: what a field of a record can hold. */
static bool is_word(const char *text)
{
	if (!*text)
		return false;
	for (; *text; text++)
		if (!isgraph((unsigned char)*text))
			return false;
	return true;
}

int journal_plan(struct journal *j, const char *const *names, unsigned int nr_names)
{
	char *text = NULL;
	size_t bytes = 0;
	FILE *file;
	int error;

	for (unsigned int i = 0; i < nr_names; i++)
		if (!is_word(names[i]))
			return -EINVAL;
	file = open_memstream(&text, &bytes);
	if (!file)
		return -ENOMEM;
	for (unsigned int i = 0; i < nr_names; i++)
		fprintf(file, "plan %u %s\n", i + 1, names[i]);
	error = fclose(file) ? -ENOMEM : append(j, text, bytes);
	free(text);
	return error;
}

int journal_boot(struct journal *j, unsigned int boot, const char *release, const char *boot_id)
{
	if (!is_word(release) || !is_word(boot_id))
		return -EINVAL;
	return append_record(j, "boot %u %s %s\n", boot, release, boot_id);
}

int journal_begin(struct journal *j, unsigned int n, const char *name, uint64_t seed)
{
	if (!is_word(name))
		return -EINVAL;
	return append_record(j, "begin %u %s seed=%" PRIu64 "\n", n, name, seed);
}

int journal_tries(struct journal *j, unsigned int n, uint64_t from, uint64_t to)
{
	return append_record(j, "tries %u %" PRIu64 " %" PRIu64 "\n", n, from, to);
}

int journal_end(struct journal *j, unsigned int n, enum verdict verdict)
{
	if (verdict == V_NONE)
		return -EINVAL;
	return append_record(j, "end %u %s\n", n, verdict_name(verdict));
}

int journal_done(struct journal *j, int exit_status)
{
	return append_record(j, "done %d\n", exit_status);
}
