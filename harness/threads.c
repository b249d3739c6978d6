// SPDX-License-Identifier: GPL-2.0-only
#include "threads.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../lib/klog.h"
#include "../lib/kmsg.h"
#include "../lib/slurp.h"

#define KMSG	      "/dev/kmsg"
#define SYSRQ_TRIGGER "/proc/sysrq-trigger"
#define ANSWER_MS     1000 /* the other CPUs have so long to answer */
#define QUIET_MS      100  /* and have answered when nothing came for so long */

/* The fields of /proc/<pid>/stat behind the name, which may hold anything. */
static bool read_stat(const char *folder, struct thread *t, int *group)
{
	char path[80], *text, *rest;
	int got = 0;

	snprintf(path, sizeof(path), "%s/stat", folder);
	text = slurp(path);
	rest = text ? strrchr(text, ')') : NULL;
	if (rest)
		got = sscanf(rest + 1, " %c %*d %d %*d %*d %*d %*u %*u %*u %*u %*u %*u %llu",
			     &t->state, group, &t->kernel_ticks);
	free(text);
	return got == 3;
}

static void add_thread(struct threads *now, int pid, int tid)
{
	struct thread *t = &now->thread[now->nr];
	char folder[48], path[64];
	int group;

	if (now->nr == THREADS_MAX)
		return;
	snprintf(folder, sizeof(folder), "/proc/%d/task/%d", pid, tid);
	*t = (struct thread){ .pid = pid, .tid = tid };
	if (!read_stat(folder, t, &group))
		return;
	snprintf(path, sizeof(path), "%s/status", folder);
	t->sleeps = slurp_field(path, "voluntary_ctxt_switches:", 0);
	now->nr++;
}

/* The number that names a folder of /proc; 0: it is another folder. */
static int number_of(const struct dirent *e)
{
	return e->d_name[0] >= '1' && e->d_name[0] <= '9' ? atoi(e->d_name) : 0;
}

static void add_process(struct threads *now, int pid)
{
	char path[32];
	struct dirent *e;
	DIR *dir;

	snprintf(path, sizeof(path), "/proc/%d/task", pid);
	dir = opendir(path);
	while (dir && (e = readdir(dir)))
		if (number_of(e))
			add_thread(now, pid, number_of(e));
	if (dir)
		closedir(dir);
}

void threads_of_group(pid_t group, struct threads *now)
{
	DIR *dir = opendir("/proc");
	struct dirent *e;

	now->nr = 0;
	while (dir && (e = readdir(dir))) {
		struct thread t;
		char folder[32];
		int its_group;

		if (!number_of(e))
			continue;
		snprintf(folder, sizeof(folder), "/proc/%d", number_of(e));
		if (read_stat(folder, &t, &its_group) && its_group == group)
			add_process(now, number_of(e));
	}
	if (dir)
		closedir(dir);
}

static const struct thread *same_thread(const struct threads *in, const struct thread *t)
{
	for (unsigned int i = 0; i < in->nr; i++)
		if (in->thread[i].tid == t->tid)
			return &in->thread[i];
	return NULL;
}

bool threads_spin(const struct threads *before, const struct threads *now, unsigned int ms)
{
	for (unsigned int i = 0; i < now->nr; i++) {
		const struct thread *t = &now->thread[i], *was = same_thread(before, t);

		if (was && t->state == 'R' && t->sleeps == was->sleeps &&
		    t->kernel_ticks - was->kernel_ticks >= ms / 10)
			return true;
	}
	return false;
}

/* What the kernel log gets from now on, until it is quiet; for the caller to free. */
static char *hear(int kmsg)
{
	char *text = NULL;
	size_t bytes = 0, before, quiet_ms = 0;

	for (unsigned int ms = 0; ms < ANSWER_MS && quiet_ms < QUIET_MS; ms += 10, quiet_ms += 10) {
		before = bytes;
		kmsg_take(kmsg, &text, &bytes, NULL);
		if (bytes > before)
			quiet_ms = 0;
		usleep(10000);
	}
	return text;
}

bool threads_where(const struct threads *now, char *where, size_t where_bytes)
{
	int tid[THREADS_MAX], kmsg;
	unsigned int nr = 0;
	char *text = NULL;
	bool found;

	for (unsigned int i = 0; i < now->nr; i++)
		if (now->thread[i].state == 'R')
			tid[nr++] = now->thread[i].tid;
	kmsg = nr ? open(KMSG, O_RDONLY | O_NONBLOCK | O_CLOEXEC) : -1;
	if (kmsg < 0)
		return false;
	lseek(kmsg, 0, SEEK_END);
	if (!spit(SYSRQ_TRIGGER, "l"))
		text = hear(kmsg);
	close(kmsg);
	found = text && klog_where(text, strlen(text), tid, nr, where, where_bytes);
	free(text);
	return found;
}
