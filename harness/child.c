// SPDX-License-Identifier: GPL-2.0-only
#include "child.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "../lib/slurp.h"
#include "../lib/timebase.h"
#include "fork.h"
#include "interrupt.h"
#include "threads.h"

#define TICK_MS	      500
#define SYSRQ_TRIGGER "/proc/sysrq-trigger"

#define MOST_FUNCTION_BYTES (64u << 10)

unsigned int child_kill_ms = CHILD_KILL_MS;

/* Of the time that a killed process has: when a look is taken at what runs, and when again. */
#define SPIN_FIRST_MS 1000
#define SPIN_NEXT_MS  2000

/* The test's side of the fork. */
static void become_test(struct test *t, const char *log_path)
{
	int null = open("/dev/null", O_RDONLY | O_CLOEXEC);
	int log = open(log_path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0666);

	interrupt_unwatch();
	setpgid(0, 0);
	if (null >= 0)
		dup2(null, STDIN_FILENO);
	if (log >= 0) {
		dup2(log, STDOUT_FILENO);
		dup2(log, STDERR_FILENO);
	}
	test_main(t);
}

/* What everybody sleeps in: not where a thread is, but how it waits there. */
static bool is_plumbing(const char *name)
{
	static const char *const prefix[] = { "0x",	  "__switch_to", "__schedule", "schedule",
					      "io_sched", "wait_",	 "__wait",     "do_wait" };

	for (unsigned int i = 0; i < sizeof(prefix) / sizeof(prefix[0]); i++)
		if (!strncmp(name, prefix[i], strlen(prefix[i])))
			return true;
	return false;
}

/* What is on the stack of a thread that runs is named by the last symbol before it, however far. */
static bool is_function(const char *name)
{
	const char *size = strchr(name, '/');

	return !size || strtoul(size + 1, NULL, 16) <= MOST_FUNCTION_BYTES;
}

/* Where a thread is, by its kernel stack in /proc: lines "[<0>] func+0x1/0x2 [module]". */
static void innermost(const char *stack, char *where, size_t where_bytes)
{
	const char *name = stack ? strstr(stack, "] __switch_to") : NULL;

	/* what stands before that has been left there by others */
	name = name ?: stack;
	while (name && (name = strstr(name, "] ")) &&
	       (is_plumbing(name + 2) || !is_function(name + 2)))
		name += 2;
	if (name)
		snprintf(where, where_bytes, "%.*s", (int)strcspn(name + 2, "\n"), name + 2);
}

/* Everything /proc knows of one thread; the first stack found is where the child is said to be. */
static void describe_thread(FILE *out, const char *task, const char *tid, char *where,
			    size_t where_bytes)
{
	static const char *const files[] = { "comm", "status", "wchan", "syscall", "stack" };
	char path[400];

	for (unsigned int i = 0; i < sizeof(files) / sizeof(files[0]); i++) {
		char *text;

		snprintf(path, sizeof(path), "%s/%s/%s", task, tid, files[i]);
		text = slurp(path);
		fprintf(out, "== %s\n%s\n", path, text ?: "(cannot be read)");
		if (!strcmp(files[i], "stack") && !where[0])
			innermost(text, where, where_bytes);
		free(text);
	}
}

static void describe_process(pid_t pid, FILE *out, char *where, size_t where_bytes)
{
	char task[64];
	struct dirent *e;
	DIR *dir;

	snprintf(task, sizeof(task), "/proc/%d/task", pid);
	dir = opendir(task);
	while (dir && (e = readdir(dir)))
		if (e->d_name[0] != '.')
			describe_thread(out, task, e->d_name, where, where_bytes);
	if (dir)
		closedir(dir);
}

static void describe(pid_t pid, const char *path, char *where, size_t where_bytes)
{
	FILE *out = fopen(path, "ae");

	if (!out)
		return;
	describe_process(pid, out, where, where_bytes);
	fclose(out);
}

/* Reap what can be reaped; true when nobody of the group is left. */
static bool group_gone(pid_t group, int *leader_status, bool *leader_gone)
{
	int status;
	pid_t pid;

	while ((pid = waitpid(-group, &status, WNOHANG)) > 0)
		if (pid == group) {
			*leader_status = status;
			*leader_gone = true;
		}
	return kill(-group, 0) && errno == ESRCH;
}

/*
 * A killed process that runs in the kernel and does not sleep, all the time between two looks: it
 * never comes back, and need not be waited for any longer.
 */
struct patience {
	uint64_t start_tb;
	unsigned int look_ms; /* after the start: the next look */
	struct threads first;
};

static bool is_spent(struct patience *p, pid_t group)
{
	uint64_t ms = timebase_to_ms(timebase_now() - p->start_tb);
	struct threads now;
	bool first = p->look_ms == SPIN_FIRST_MS;

	if (ms > child_kill_ms)
		return true;
	if (ms < p->look_ms)
		return false;
	threads_of_group(group, &now);
	if (first)
		p->first = now;
	p->look_ms += SPIN_NEXT_MS;
	/* half of the time: it may share its CPU with another one */
	return !first && threads_spin(&p->first, &now, (ms - SPIN_FIRST_MS) / 2);
}

/* Kill the group; false if some of it is still there when patience is spent. */
static bool kill_group(pid_t group, int *leader_status, const struct child_watch *watch)
{
	struct patience patience = { .start_tb = timebase_now(), .look_ms = SPIN_FIRST_MS };
	bool leader_gone;

	while (!group_gone(group, leader_status, &leader_gone)) {
		kill(-group, SIGKILL);
		if (is_spent(&patience, group))
			return false;
		watch->tick(watch->tick_arg);
		usleep(10000);
	}
	return true;
}

/* A thread that cannot be killed: everything about where it is. */
static void describe_stuck(pid_t group, const struct child_watch *watch, struct child_end *end)
{
	struct threads now;

	threads_of_group(group, &now);
	spit(SYSRQ_TRIGGER, "w"); /* blocked tasks, into the kernel log */
	/* what every CPU is doing: of a thread that runs, the stack in /proc says nothing */
	end->where[0] = '\0';
	end->spins = threads_where(&now, end->where, sizeof(end->where));
	describe(group, watch->stuck_path, end->where, sizeof(end->where));
}

/* The test's limit counts from here: its start, or its last sign of progress. */
static uint64_t last_alive_tb(const struct test *t, uint64_t start_tb)
{
	uint64_t alive_tb = __atomic_load_n(&t->record->alive_tb, __ATOMIC_RELAXED);

	return alive_tb > start_tb ? alive_tb : start_tb;
}

/* It is left to be reaped. */
static bool has_ended(pid_t pid)
{
	siginfo_t info = { 0 };

	return !waitid(P_PID, pid, &info, WEXITED | WNOHANG | WNOWAIT) && info.si_pid == pid;
}

/* Wait for the leader's end, or until its time is up; true if it ended by itself. */
static bool wait_for_leader(pid_t pid, const struct test *t, const struct child_watch *watch,
			    uint64_t start_tb)
{
	/* refused to who has no file left, and by old kernels: a look each tick is enough then */
	struct pollfd pfd = { .fd = syscall(__NR_pidfd_open, pid, 0), .events = POLLIN };
	bool ended = false;

	/* the limit may be cut by a tick */
	while (!ended && !interrupt_signal() &&
	       timebase_now() - last_alive_tb(t, start_tb) <
		       timebase_from_ms(watch->hang_s * 1000ull)) {
		watch->tick(watch->tick_arg);
		poll(&pfd, pfd.fd >= 0, TICK_MS);
		ended = has_ended(pid);
	}
	if (pfd.fd >= 0)
		close(pfd.fd);
	return ended;
}

static void classify(struct child_end *end, int leader_status)
{
	if (WIFSIGNALED(leader_status)) {
		end->how = CHILD_SIGNALLED;
		end->status = WTERMSIG(leader_status);
	} else {
		end->how = CHILD_FINISHED;
		end->status = WEXITSTATUS(leader_status);
	}
}

void child_run(struct test *t, const struct child_watch *watch, struct child_end *end)
{
	int leader_status = 0;
	bool ended;
	pid_t pid;

	*end = (struct child_end){ 0 };
	prctl(PR_SET_CHILD_SUBREAPER, 1); /* orphans of the test come to us */
	fflush(NULL);
	end->ran_tb = timebase_now();
	pid = fork_tied();
	if (!pid)
		become_test(t, watch->log_path);
	if (pid < 0) {
		end->how = CHILD_NOT_STARTED;
		end->status = errno;
		end->ran_tb = 0;
		return;
	}
	setpgid(pid, pid); /* both do it: whoever comes first */
	ended = wait_for_leader(pid, t, watch, end->ran_tb);
	end->ran_tb = timebase_now() - end->ran_tb;
	if (!ended && !interrupt_signal())
		describe(pid, watch->stuck_path, end->where, sizeof(end->where));
	if (!kill_group(pid, &leader_status, watch)) {
		describe_stuck(pid, watch, end);
		end->how = CHILD_STUCK;
		return;
	}
	if (!ended)
		end->how = interrupt_signal() ? CHILD_INTERRUPTED : CHILD_HUNG;
	else
		classify(end, leader_status);
}
