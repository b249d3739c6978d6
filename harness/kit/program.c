// SPDX-License-Identifier: GPL-2.0-only
#include "program.h"

#include <sys/prctl.h>

#include "../record.h"

/* A copy in memory: not every folder that holds results lets programs be run. */
static int copy_of(const char *path)
{
	int from = open(path, O_RDONLY | O_CLOEXEC);
	int to = memfd_create("program", MFD_CLOEXEC);
	static char block[65536];
	ssize_t bytes = 0;

	while (from >= 0 && to >= 0 && (bytes = read(from, block, sizeof(block))) > 0)
		if (write(to, block, bytes) != bytes)
			break;
	if (from >= 0)
		close(from);
	return bytes || from < 0 ? -1 : to;
}

static void become(struct test *t, int program)
{
	char tries[24];
	char *argv[] = { (char *)"program", (char *)t_targets(t)->bdf, t->tries ? tries : NULL,
			 NULL };

	snprintf(tries, sizeof(tries), "%llu", (unsigned long long)t->tries);
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	fexecve(program, argv, environ);
	_exit(127);
}

int program_run(struct test *t)
{
	char path[600];
	int program, status;
	pid_t pid;

	snprintf(path, sizeof(path), "%s/program", t->folder);
	program = copy_of(path);
	if (program < 0)
		t_error(t, "%s cannot be read: put a program for this machine there", path);
	pid = fork();
	if (!pid)
		become(t, program);
	if (pid < 0 || waitpid(pid, &status, 0) != pid)
		t_error(t, "cannot run a process: %s", strerror(errno));
	close(program);
	return status;
}
