// SPDX-License-Identifier: GPL-2.0-only
#include "program.h"

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

/* Its usage says so. */
static bool wants_two(int program)
{
	const char usage[] = "BDF BDF";
	off_t bytes = lseek(program, 0, SEEK_END);
	void *text = mmap(NULL, bytes, PROT_READ, MAP_PRIVATE, program, 0);

	return text != MAP_FAILED && memmem(text, bytes, usage, strlen(usage));
}

static void become(struct test *t, int program)
{
	unsigned int nr_devices = wants_two(program) && t->nr_targets > 1 ? 2 : 1;
	char tries[24];
	char *argv[5] = { (char *)"program" };

	for (unsigned int i = 0; i < nr_devices; i++)
		argv[1 + i] = (char *)t_targets(t)[i].bdf;
	if (t->tries)
		argv[1 + nr_devices] = tries;
	snprintf(tries, sizeof(tries), "%llu", (unsigned long long)t->tries);
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
	pid = fork_tied();
	if (!pid)
		become(t, program);
	if (pid < 0 || waitpid(pid, &status, 0) != pid)
		t_error(t, "cannot run a process: %s", strerror(errno));
	close(program);
	return status;
}
