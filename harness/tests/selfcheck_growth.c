// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: selfcheck.growth
 * The growth oracle finds a body that leaves 64 pages behind each time that it is run (in a file
 * without a name that the test keeps open), and does not find one that gives them back, be it a
 * second after the last of its runs, or that leaves nothing more after a first round of repeats.
 *
 * Source: harness/growth.h
 */
#include "../kit/selfcheck.h"

#define PAGES	64
#define RUNS	(GROWTH_SINGLES + GROWTH_REPEATS) /* to the end of the first round */
#define LATE_US 1000000

enum gives_back { NEVER, AT_ONCE, LATE, AFTER_A_ROUND };

struct leak {
	int fd;
	enum gives_back gives_back;
	unsigned int runs;
};

/* Nobody waits for it. */
static void give_back_late(int fd)
{
	if (fork())
		return;
	usleep(LATE_US);
	_exit(ftruncate(fd, 0) != 0);
}

static bool gives_back_now(const struct leak *leak)
{
	return leak->gives_back == AT_ONCE ||
	       (leak->gives_back == AFTER_A_ROUND && leak->runs >= RUNS);
}

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
		    (gives_back_now(leak) && ftruncate(leak->fd, end)))
			_exit(1);
		if (leak->gives_back == LATE && leak->runs + 1 == RUNS)
			give_back_late(leak->fd);
		_exit(0);
	}
	if (pid > 0)
		waitpid(pid, NULL, 0);
	leak->runs++;
}

/* As often as it takes to be sure; AT_ONCE it is none of ours how often others made it suspect. */
static unsigned int runs_wanted(enum gives_back gives_back)
{
	switch (gives_back) {
	case NEVER:
		return GROWTH_SINGLES + GROWTH_ROUNDS * GROWTH_REPEATS;
	case AFTER_A_ROUND:
		return RUNS + GROWTH_REPEATS;
	default:
		return RUNS;
	}
}

static void judge(struct test *t, enum gives_back gives_back)
{
	struct leak leak = { .fd = memfd_create("leak", MFD_CLOEXEC), .gives_back = gives_back };
	struct oracle_report report = { 0 };

	if (leak.fd < 0)
		t_error(t, "memfd_create: %s", strerror(errno));
	growth_judge(INT64_MAX, body, &leak, &report);
	if (gives_back != NEVER)
		t_expect_silent(t, &report, NULL);
	else
		t_expect_fired(t, &report, "growth");
	t_expect(t, gives_back == AT_ONCE || leak.runs == runs_wanted(gives_back),
		 "run %u times, must be %u", leak.runs, runs_wanted(gives_back));
	close(leak.fd);
}

static void run(struct test *t)
{
	t_case(t, "pages that are kept");
	if (growth_blind()) {
		t_skip(t, "%s", growth_blind());
		return;
	}
	judge(t, NEVER);
	t_case(t, "pages that are given back");
	judge(t, AT_ONCE);
	t_case(t, "pages that come back by and by");
	judge(t, LATE);
	t_case(t, "pages that are kept for a round only");
	judge(t, AFTER_A_ROUND);
}

TCELIFE_TEST(selfcheck_growth, .name = "selfcheck.growth", .run = run,
	     .data = "not to be repeated");
