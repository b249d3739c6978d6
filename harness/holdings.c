// SPDX-License-Identifier: GPL-2.0-only
#include "holdings.h"

#include <dirent.h>
#include <limits.h>

#include "../lib/oracle.h"
#include "test.h"

#define OTHERS_PIN_S 20

static long long count_fds(void)
{
	DIR *dir = opendir("/proc/self/fd");
	long long nr = 0;

	while (dir && readdir(dir))
		nr++;
	if (dir)
		closedir(dir);
	return nr;
}

void holdings_read(struct holdings *h)
{
	*h = (struct holdings){
		.locked_kib = slurp_field("/proc/self/status", "VmLck:", 0),
		.pinned_pages = oracle_pinned_pages(),
		.fds = count_fds(),
	};
}

struct comparison {
	const struct holdings *before;
	struct holdings *now; /* the least of each that was seen */
};

static void keep_least(long long *least, long long value)
{
	if (value < *least)
		*least = value;
}

static bool are_back(void *arg)
{
	struct comparison *c = arg;
	struct holdings h;

	holdings_read(&h);
	keep_least(&c->now->locked_kib, h.locked_kib);
	keep_least(&c->now->pinned_pages, h.pinned_pages);
	keep_least(&c->now->fds, h.fds);
	return c->now->locked_kib <= c->before->locked_kib &&
	       c->now->pinned_pages <= c->before->pinned_pages && c->now->fds <= c->before->fds;
}

/*
 * Others pin pages, too: 9p does for each of its reads and writes, until the machine that has the
 * files has answered, which may be busy.
 */
static bool others_let_go(struct test *t, struct comparison *c)
{
	for (unsigned int i = 0; i < OTHERS_PIN_S * 10; i++) {
		if (c->now->locked_kib > c->before->locked_kib || c->now->fds > c->before->fds)
			return false;
		t_alive(t);
		usleep(100000);
		if (are_back(c))
			return true;
	}
	return false;
}

bool holdings_are_back(struct test *t, const struct holdings *before, struct holdings *now)
{
	struct comparison c = { before, now };

	*now = (struct holdings){ LLONG_MAX, LLONG_MAX, LLONG_MAX };
	if (are_back(&c))
		return true;
	oracle_settle_start(); /* RCU and work queues may have to do it */
	return oracle_wait(are_back, &c) || others_let_go(t, &c);
}

void holdings_print(const struct holdings *before, const struct holdings *now, char *text,
		    unsigned long text_bytes)
{
	snprintf(text, text_bytes,
		 "held more than before: %lld KiB locked, %lld pages pinned, %lld fds",
		 now->locked_kib - before->locked_kib, now->pinned_pages - before->pinned_pages,
		 now->fds - before->fds);
}

void holdings_lower(struct holdings *before, const struct holdings *now)
{
	struct holdings again;

	if (now->pinned_pages >= before->pinned_pages)
		return;
	holdings_read(&again); /* one reading can be a page too low: oracle_pinned_pages() */
	if (again.pinned_pages < now->pinned_pages)
		again.pinned_pages = now->pinned_pages;
	keep_least(&before->pinned_pages, again.pinned_pages);
}
