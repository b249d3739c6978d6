// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: selfcheck.holdings
 * What judges whether all is given back, for exploring and for allocations that fail, waits for
 * pages that others pin longer than RCU takes; sees what this process keeps; and does not let what
 * others had pinned at first hide what is lost later, nor takes one reading that is too low for it.
 *
 * Source: harness/holdings.h
 */
#include "../kit/selfcheck.h"

#define VMSTAT	  "/proc/vmstat"
#define OTHERS_US 2000000

/* One digit: what is written has always the same length. */
static void say_pinned(unsigned int pages)
{
	char text[80];

	snprintf(text, sizeof(text), "nr_foll_pin_acquired %u\nnr_foll_pin_released 0\n", pages);
	spit(VMSTAT, text);
}

static void others_let_go(struct test *t)
{
	struct holdings before, now;
	bool back;
	pid_t pid;

	say_pinned(0);
	holdings_read(&before);
	say_pinned(4);
	pid = fork_tied();
	if (!pid) {
		usleep(OTHERS_US);
		say_pinned(0);
		_exit(0);
	}
	if (pid < 0)
		t_error(t, "fork: %s", strerror(errno));
	back = holdings_are_back(t, &before, &now);
	waitpid(pid, NULL, 0);
	t_expect(t, back, "%lld pages pinned, and nobody waits until others let go of them",
		 now.pinned_pages);
}

static void own(struct test *t)
{
	size_t bytes = (size_t)getpagesize();
	void *page = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	struct holdings before, now;
	char text[120];

	holdings_read(&before);
	if (page == MAP_FAILED || mlock(page, bytes))
		t_error(t, "a page cannot be locked: %s", strerror(errno));
	t_expect(t, !holdings_are_back(t, &before, &now), "a locked page is not seen");
	munmap(page, bytes);
	holdings_print(&before, &now, text, sizeof(text));
	t_expect(t, now.locked_kib - before.locked_kib == (long long)bytes / 1024, "said: %s",
		 text);
	t_expect(t, holdings_are_back(t, &before, &now), "what is given back is missed");
}

static void expect_lowered(struct test *t, unsigned int first, unsigned int again, long long want)
{
	struct holdings before, now;

	say_pinned(4);
	holdings_read(&before);
	say_pinned(first);
	holdings_read(&now);
	say_pinned(again);
	holdings_lower(&before, &now);
	t_expect(t, before.pinned_pages == want, "4 pages, then %u, then %u: %lld, must be %lld",
		 first, again, before.pinned_pages, want);
}

static void run(struct test *t)
{
	t_case(t, "own");
	own(t);
	t_stand_in(t, VMSTAT, "nr_foll_pin_acquired 0\nnr_foll_pin_released 0\n");
	t_case(t, "others let go");
	others_let_go(t);
	t_case(t, "what others had at first");
	expect_lowered(t, 1, 1, 1);
	expect_lowered(t, 1, 2, 2);
	expect_lowered(t, 1, 4, 4);
	expect_lowered(t, 2, 1, 2);
	expect_lowered(t, 5, 5, 4);
	t_stand_down(t, VMSTAT);
}

TCELIFE_TEST(selfcheck_holdings, .name = "selfcheck.holdings", .run = run);
