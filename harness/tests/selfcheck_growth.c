// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: selfcheck.growth
 * The growth oracle finds a body that leaves 64 pages behind each time that it is run (in a file
 * without a name that the test keeps open), and does not find one that gives them back.
 *
 * Source: harness/growth.h
 */
#include "../kit/selfcheck.h"

#define PAGES 64

struct leak {
	int fd;
	bool gives_back;
};

/* In a child, as the runner repeats tests. */
static void body(void *arg)
{
	struct leak *leak = arg;
	size_t bytes = (size_t)PAGES * getpagesize();
	pid_t pid = fork();

	if (!pid) {
		off_t end = lseek(leak->fd, 0, SEEK_END);
		char *page = calloc(1, bytes);

		if (!page || write(leak->fd, page, bytes) != (ssize_t)bytes ||
		    (leak->gives_back && ftruncate(leak->fd, end)))
			_exit(1);
		_exit(0);
	}
	if (pid > 0)
		waitpid(pid, NULL, 0);
}

static void judge(struct test *t, bool gives_back)
{
	struct leak leak = { .fd = memfd_create("leak", MFD_CLOEXEC), .gives_back = gives_back };
	struct oracle_report report = { 0 };

	if (leak.fd < 0)
		t_error(t, "memfd_create: %s", strerror(errno));
	growth_judge(INT64_MAX, body, &leak, &report);
	if (gives_back)
		t_expect_silent(t, &report, NULL);
	else
		t_expect_fired(t, &report, "growth");
	close(leak.fd);
}

static void run(struct test *t)
{
	t_case(t, "pages that are kept");
	if (growth_blind()) {
		t_skip(t, "%s", growth_blind());
		return;
	}
	judge(t, false);
	t_case(t, "pages that are given back");
	judge(t, true);
}

TCELIFE_TEST(selfcheck_growth, .name = "selfcheck.growth", .run = run);
