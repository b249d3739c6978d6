/* SPDX-License-Identifier: GPL-2.0-only */
/* The threads of a test's process group, as /proc shows them: who runs, and where. */
#ifndef TCELIFE_THREADS_H
#define TCELIFE_THREADS_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#define THREADS_MAX 32

struct thread {
	int pid, tid;
	char state;			 /* as in /proc/<pid>/stat */
	unsigned long long kernel_ticks; /* time spent in the kernel, 100 a second */
	long long sleeps;		 /* voluntary context switches */
};

struct threads {
	struct thread thread[THREADS_MAX];
	unsigned int nr;
};

/* All threads of all processes of the group; what goes away meanwhile is left out. */
void threads_of_group(pid_t group, struct threads *now);

/*
 * True if one of them has run in the kernel since @before for at least @ms, and has neither
 * slept nor come to an end: after a SIGKILL, what it does there has no end.
 */
bool threads_spin(const struct threads *before, const struct threads *now, unsigned int ms);

/*
 * Where in the kernel those are that run: their CPUs are asked by SysRq-l, and the answer is in
 * the kernel log as well. False if none runs there, or it cannot be found out.
 */
bool threads_where(const struct threads *now, char *where, size_t where_bytes);

#endif
