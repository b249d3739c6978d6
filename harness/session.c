// SPDX-License-Identifier: GPL-2.0-only
#include "session.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/utsname.h>
#include <time.h>
#include <unistd.h>

#include "../lib/slurp.h"
#include "../lib/timebase.h"
#include "environment.h"

static void keep_error(struct session *s, int error)
{
	if (error && !s->error)
		s->error = error;
}

static const char *path_in(const struct session *s, const char *file)
{
	static char path[sizeof(s->dir) + 160];

	snprintf(path, sizeof(path), "%s/%s", s->dir, file);
	return path;
}

static int make_folders(char *path)
{
	for (char *slash = strchr(path + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
		*slash = '\0';
		mkdir(path, 0777);
		*slash = '/';
	}
	return mkdir(path, 0777) && errno != EEXIST ? -errno : 0;
}

/* Write a whole small file; what is there is replaced in one step. */
static int replace_file(const char *path, const char *text)
{
	char temporary[512];
	int fd, ret;

	snprintf(temporary, sizeof(temporary), "%s.new", path);
	fd = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
	if (fd < 0)
		return -errno;
	ret = spit_fd(fd, text, strlen(text)) ?: fsync(fd) ? -errno : 0;
	close(fd);
	return ret ?: rename(temporary, path) ? -errno : 0;
}

static int name_dir(struct session *s, const char *wanted, struct why *why)
{
	time_t now = time(NULL);
	struct tm tm;

	if (!wanted) {
		localtime_r(&now, &tm);
		strftime(s->dir, sizeof(s->dir), "results/%Y%m%d-%H%M%S", &tm);
		return 0;
	}
	if (strlen(wanted) >= sizeof(s->dir))
		return why_set(why, -ENAMETOOLONG,
			       "--out: the name has %zu bytes, at most %zu are accepted",
			       strlen(wanted), sizeof(s->dir) - 1);
	strcpy(s->dir, wanted);
	return 0;
}

static int cannot_write(struct session *s, const char *file, int error, struct why *why)
{
	return why_set(why, error, "%s/%s: cannot be written: %s", s->dir, file, strerror(-error));
}

static int write_plan(struct session *s, const char **names, unsigned int nr, struct why *why)
{
	int ret = journal_plan(&s->journal, names, nr);

	return ret ? cannot_write(s, "journal", ret, why) : 0;
}

static int plan_or_resume(struct session *s, const struct catalogue *c, struct why *why)
{
	const char **names = calloc(c->nr + 1, sizeof(*names));
	int ret = 0;

	if (!names)
		return why_set(why, -ENOMEM, "out of memory");
	for (unsigned int i = 0; i < c->nr; i++)
		names[i] = c->test[i]->name;
	if (!s->before.nr_tests)
		ret = write_plan(s, names, c->nr, why);
	else if (s->before.done)
		ret = why_set(why, -EEXIST, "%s: holds a finished run; name another --out", s->dir);
	else if (!journal_plan_is(&s->before, names, c->nr))
		ret = why_set(why, -EEXIST,
			      "%s: holds an unfinished run of other tests; name another --out",
			      s->dir);
	free(names);
	return ret;
}

/*
 * The number of this start's folder boots/<k>. Who boots a machine for us has made that folder, and
 * says which it is: it counts the boots that never got here, too.
 */
static unsigned int number_of_boot(const struct session *s)
{
	const char *told = getenv("TCELIFE_BOOT");
	unsigned long k = told ? strtoul(told, NULL, 10) : 0;

	return k > s->before.boot ? (unsigned int)k : s->before.boot + 1;
}

static int write_boot(struct session *s, struct why *why)
{
	char *id = slurp("/proc/sys/kernel/random/boot_id");
	struct utsname uts;
	int ret;

	uname(&uts);
	snprintf(s->boot_id, sizeof(s->boot_id), "%.*s", id ? (int)strcspn(id, "\n") : 7,
		 id ?: "unknown");
	free(id);
	s->boot = number_of_boot(s);
	ret = journal_boot(&s->journal, s->boot, uts.release, s->boot_id);
	return ret ? cannot_write(s, "journal", ret, why) : 0;
}

/* The first test without a verdict in the journal; they get theirs in the order of the plan. */
static unsigned int first_unended(const struct journal_state *now)
{
	unsigned int n = 1;

	while (n <= now->nr_tests && now->tests[n - 1].verdict != V_NONE)
		n++;
	return n;
}

/* We were stopped between a result and its record in the journal: the result stands. */
static void catch_up(struct session *s)
{
	unsigned int n = first_unended(&s->before);

	if (n > s->before.nr_tests || s->ktap.next != n + 1)
		return;
	s->before.tests[n - 1].verdict = s->ktap.last;
	keep_error(s, journal_end(&s->journal, n, s->ktap.last));
}

static int open_journal(struct session *s, const struct catalogue *c, struct why *why)
{
	int ret = journal_read(&s->before, path_in(s, "journal"), why);

	if (ret)
		return ret;
	ret = journal_open(&s->journal, path_in(s, "journal"));
	return ret ? cannot_write(s, "journal", ret, why) : plan_or_resume(s, c, why);
}

/* A run keeps its seed across reboots. */
static void keep_seed(struct session *s)
{
	char text[32], *kept = slurp(path_in(s, "seed"));

	s->seed = kept ? strtoull(kept, NULL, 0) : s->o->seed;
	free(kept);
	snprintf(text, sizeof(text), "0x%llx\n", (unsigned long long)s->seed);
	keep_error(s, replace_file(path_in(s, "seed"), text));
}

static void say_where(struct session *s)
{
	char *platform = slurp(path_in(s, "platform")), *command;
	char text[2048];

	if (!platform) {
		platform = malloc(512);
		if (!platform)
			return;
		environment_platform(s->o->platform, platform, 512);
		keep_error(s, replace_file(path_in(s, "platform"), platform));
	}
	platform[strcspn(platform, "\n")] = '\0';
	command = slurp(path_in(s, "command"));
	if (command)
		command[strcspn(command, "\n")] = '\0';
	environment_describe(text, sizeof(text));
	keep_error(s, replace_file(path_in(s, "environment"), text));
	if (!s->before.boots) {
		ktap_diag(&s->ktap, "platform: %s", platform);
		ktap_diag(&s->ktap, "seed: 0x%llx", (unsigned long long)s->seed);
		if (command)
			ktap_diag(&s->ktap, "repeat: %s", command);
	}
	free(command);
	free(platform);
}

int session_open(struct session *s, const struct options *o, const struct catalogue *c,
		 struct why *why)
{
	int ret;

	*s = (struct session){ .o = o, .planned = c->nr, .since_tb = timebase_now() };
	ret = name_dir(s, o->out_dir, why);
	if (ret)
		return ret;
	ret = make_folders(s->dir);
	if (ret)
		return why_set(why, ret, "%s: cannot make the results folder: %s", s->dir,
			       strerror(-ret));
	ret = open_journal(s, c, why);
	if (ret)
		return ret;
	keep_seed(s);
	s->ktap_fd = open(path_in(s, "ktap"), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0666);
	if (s->ktap_fd < 0)
		return cannot_write(s, "ktap", -errno, why);
	s->progress_fd = open(path_in(s, "progress"), O_WRONLY | O_CREAT | O_CLOEXEC, 0666);
	ktap_init(&s->ktap, STDOUT_FILENO, s->ktap_fd);
	ret = ktap_resume(&s->ktap, path_in(s, "ktap"));
	if (ret)
		return why_set(why, ret, "%s/ktap: cannot be read: %s", s->dir, strerror(-ret));
	catch_up(s);
	say_where(s);
	ktap_begin(&s->ktap, c->nr, "no test was named");
	return write_boot(s, why);
}

void session_progress(struct session *s, const char *phase)
{
	char line[sizeof(s->progress)];

	if (phase) {
		snprintf(s->phase, sizeof(s->phase), "%s", phase);
		s->since_tb = timebase_now();
	}
	snprintf(line, sizeof(line), "%u/%u %s %llus%20s\n", s->done, s->planned, s->phase,
		 (unsigned long long)timebase_to_ms(timebase_now() - s->since_tb) / 1000, "");
	if (!strcmp(line, s->progress))
		return;
	strcpy(s->progress, line);
	if (pwrite(s->progress_fd, line, strlen(line), 0) < 0)
		s->phase[0] = '\0'; /* a full disk will show when the results are written */
}

static void make_folder_of(struct session *s, const char *name)
{
	if (!strcmp(s->folder_of, name))
		return;
	if (!*s->folder_of) {
		mkdir(path_in(s, "tests"), 0777);
		s->tests_fd = open(path_in(s, "tests"), O_PATH | O_DIRECTORY | O_CLOEXEC);
	} else {
		close(s->folder_fd);
	}
	snprintf(s->folder_of, sizeof(s->folder_of), "%s", name);
	mkdirat(s->tests_fd, s->folder_of, 0777);
	s->folder_fd = openat(s->tests_fd, s->folder_of, O_PATH | O_DIRECTORY | O_CLOEXEC);
}

const char *session_test_path(struct session *s, const char *name, const char *file)
{
	char path[160];

	make_folder_of(s, name);
	snprintf(path, sizeof(path), "tests/%.100s/%s", name, file);
	return path_in(s, path);
}

const char *session_test_near(struct session *s, const char *name, const char *file)
{
	static char path[160];

	make_folder_of(s, name);
	snprintf(path, sizeof(path), "/proc/self/fd/%d/%s", s->folder_fd, file);
	return path;
}

void session_begin(struct session *s, unsigned int n, const char *name)
{
	keep_error(s, journal_begin(&s->journal, n, name, s->seed));
}

void session_result(struct session *s, unsigned int n, const struct ktap_case *result)
{
	enum verdict v = ktap_case_verdict(result);

	keep_error(s, ktap_result(&s->ktap, result));
	if (!s->journal.outside && fsync(s->ktap_fd))
		keep_error(s, -errno);
	keep_error(s, journal_end(&s->journal, n, v));
	s->done++;
}

void session_interrupted(struct session *s)
{
	char boot[48];

	mkdir(path_in(s, "boots"), 0777);
	snprintf(boot, sizeof(boot), "boots/%u", s->boot);
	mkdir(path_in(s, boot), 0777);
	snprintf(boot, sizeof(boot), "boots/%u/end", s->boot);
	keep_error(s, replace_file(path_in(s, boot), SESSION_INTERRUPTED "\n"));
}

/* The last line: what a person reads first. */
static enum verdict say_counts(struct session *s, const struct journal_state *now)
{
	unsigned int count[V_COUNT] = { 0 };
	enum verdict sum = V_NONE;
	char failed[2048] = "";
	size_t used_bytes = 0;

	for (unsigned int i = 0; i < now->nr_tests; i++) {
		enum verdict v = now->tests[i].verdict;

		if (v == V_NONE)
			v = V_ERROR; /* it had one, which could not be written */
		count[v]++;
		sum = verdict_add(sum, v);
		if (!verdict_is_ok(v) && used_bytes < sizeof(failed))
			used_bytes += snprintf(failed + used_bytes, sizeof(failed) - used_bytes,
					       " %s", now->tests[i].name);
	}
	ktap_diag(&s->ktap,
		  "%u passed, %u failed, %u timed out, %u errors, %u known, %u skipped%s%s",
		  count[V_PASS], count[V_FAIL], count[V_TIMEOUT], count[V_ERROR], count[V_XFAIL],
		  count[V_SKIP], used_bytes ? "; not ok:" : "", failed);
	return sum;
}

static int with_errors(struct session *s, int status)
{
	keep_error(s, s->ktap.error);
	if (!s->error || status == EXIT_STATUS_ERROR)
		return status;
	fprintf(stderr, "tcelife: %s: not all results could be written: %s\n", s->dir,
		strerror(-s->error));
	return EXIT_STATUS_ERROR;
}

int session_close(struct session *s)
{
	struct journal_state now;
	int status = EXIT_STATUS_ERROR;
	char text[16];

	if (!journal_read(&now, path_in(s, "journal"), NULL))
		status = verdict_exit_status(say_counts(s, &now));
	journal_state_free(&now);
	status = with_errors(s, status);
	keep_error(s, journal_done(&s->journal, status));
	journal_close(&s->journal);
	journal_state_free(&s->before);
	close(s->ktap_fd);
	close(s->progress_fd);
	snprintf(text, sizeof(text), "%d\n", status);
	keep_error(s, replace_file(path_in(s, "exit"), text));
	return with_errors(s, status);
}
