// SPDX-License-Identifier: GPL-2.0-only
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

/* The fields of one record, cut out of its line. */
struct record {
	char *word[4];
	unsigned int nr_words;
};

static void split(struct record *r, char *line)
{
	char *save;

	*r = (struct record){ 0 };
	for (char *w = strtok_r(line, " \n", &save); w; w = strtok_r(NULL, " \n", &save)) {
		if (r->nr_words < 4)
			r->word[r->nr_words] = w;
		r->nr_words++;
	}
}

/* A number from 1, as the second field of most records. */
static bool record_number(const struct record *r, unsigned int *n)
{
	char *end;
	unsigned long value = strtoul(r->word[1], &end, 10);

	*n = (unsigned int)value;
	return !*end && value >= 1 && value <= 1000000;
}

static struct journal_test *known_test(struct journal_state *s, const struct record *r)
{
	unsigned int n;

	return record_number(r, &n) && n <= s->nr_tests ? &s->tests[n - 1] : NULL;
}

static int read_plan(struct journal_state *s, const struct record *r)
{
	struct journal_test *tests;
	unsigned int n;

	if (!record_number(r, &n) || n != s->nr_tests + 1)
		return -EBADMSG;
	tests = realloc(s->tests, n * sizeof(*tests));
	if (!tests)
		return -ENOMEM;
	s->tests = tests;
	tests[n - 1] = (struct journal_test){ .name = strdup(r->word[2]) };
	if (!tests[n - 1].name)
		return -ENOMEM;
	s->nr_tests = n;
	return 0;
}

static int read_boot(struct journal_state *s, const struct record *r)
{
	if (!record_number(r, &s->boot))
		return -EBADMSG;
	s->boots++;
	s->progressed = false;
	snprintf(s->release, sizeof(s->release), "%s", r->word[2]);
	snprintf(s->boot_id, sizeof(s->boot_id), "%s", r->word[3]);
	return 0;
}

static int read_begin(struct journal_state *s, const struct record *r)
{
	struct journal_test *t = known_test(s, r);

	if (!t || strcmp(t->name, r->word[2]) || sscanf(r->word[3], "seed=%" SCNu64, &t->seed) != 1)
		return -EBADMSG;
	t->begins++;
	t->tries_from = t->tries_to = 0;
	t->verdict = V_NONE;
	t->boot = s->boot;
	s->running = (unsigned int)(t - s->tests) + 1;
	s->progressed = true;
	return 0;
}

static int read_tries(struct journal_state *s, const struct record *r)
{
	struct journal_test *t = known_test(s, r);

	if (!t || sscanf(r->word[2], "%" SCNu64, &t->tries_from) != 1 ||
	    sscanf(r->word[3], "%" SCNu64, &t->tries_to) != 1)
		return -EBADMSG;
	s->progressed = true;
	return 0;
}

static int read_end(struct journal_state *s, const struct record *r)
{
	struct journal_test *t = known_test(s, r);
	enum verdict v = verdict_parse(r->word[2]);

	if (!t || v == V_NONE)
		return -EBADMSG;
	t->verdict = v;
	if (s->running == (unsigned int)(t - s->tests) + 1)
		s->running = 0;
	s->progressed = true;
	return 0;
}

static int read_done(struct journal_state *s, const struct record *r)
{
	if (sscanf(r->word[1], "%d", &s->exit_status) != 1)
		return -EBADMSG;
	s->done = true;
	return 0;
}

static int read_record(struct journal_state *s, char *line)
{
	static const struct {
		const char *word;
		unsigned int nr_words;
		int (*read)(struct journal_state *s, const struct record *r);
	} kinds[] = {
		{ "plan", 3, read_plan },   { "boot", 4, read_boot }, { "begin", 4, read_begin },
		{ "tries", 4, read_tries }, { "end", 3, read_end },   { "done", 2, read_done },
	};
	struct record r;

	split(&r, line);
	for (unsigned int i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (r.nr_words == kinds[i].nr_words && !strcmp(r.word[0], kinds[i].word))
			return kinds[i].read(s, &r);
	return -EBADMSG;
}

static int bad_line(struct why *why, const char *path, unsigned int n, int error)
{
	if (error != -EBADMSG)
		return why_set(why, error, "%s:%u: %s", path, n, strerror(-error));
	return why_set(why, error,
		       "%s:%u: not a record of this run; expected plan, boot, begin, tries, end or "
		       "done (journal.h). Use a new results directory",
		       path, n);
}

int journal_read(struct journal_state *s, const char *path, struct why *why)
{
	FILE *file = fopen(path, "re");
	char *line = NULL;
	size_t room = 0;
	ssize_t bytes;
	int error = 0;

	*s = (struct journal_state){ 0 };
	if (!file)
		return errno == ENOENT ? 0 : why_set(why, -errno, "%s: %m", path);
	for (unsigned int n = 1; !error && (bytes = getline(&line, &room, file)) > 0; n++) {
		s->torn = line[bytes - 1] != '\n';
		if (!s->torn)
			error = read_record(s, line);
		if (error)
			bad_line(why, path, n, error);
	}
	if (!error && ferror(file))
		error = why_set(why, -EIO, "%s: cannot be read to its end", path);
	free(line);
	fclose(file);
	return error;
}

void journal_state_free(struct journal_state *s)
{
	for (unsigned int i = 0; i < s->nr_tests; i++)
		free(s->tests[i].name);
	free(s->tests);
	*s = (struct journal_state){ 0 };
}

bool journal_plan_is(const struct journal_state *s, const char *const *names, unsigned int nr_names)
{
	if (s->nr_tests != nr_names)
		return false;
	for (unsigned int i = 0; i < nr_names; i++)
		if (strcmp(s->tests[i].name, names[i]))
			return false;
	return true;
}
