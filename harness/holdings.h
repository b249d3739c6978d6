/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the test's process holds of the machine, in numbers that the kernel counts exactly and that
 * must come back when all is closed, or refused.
 */
#ifndef TCELIFE_HOLDINGS_H
#define TCELIFE_HOLDINGS_H

#include <stdbool.h>

struct test;

struct holdings {
	long long locked_kib;	/* of this process: VmLck */
	long long pinned_pages; /* of the whole machine: oracle_pinned_pages() */
	long long fds;		/* of this process */
};

void holdings_read(struct holdings *h);

/*
 * Wait until no more is held than @before, as long as it takes RCU, work queues and others who pin
 * pages: 20 s at most, in which @t is alive. False if more stays; *@now: the least that was seen.
 */
bool holdings_are_back(struct test *t, const struct holdings *before, struct holdings *now);

/* What is more @now: "held more than before: 0 KiB locked, 1 pages pinned, 0 fds". */
void holdings_print(const struct holdings *before, const struct holdings *now, char *text,
		    unsigned long text_bytes);

/*
 * Pages that others had pinned when *@before was read would hide as many that are lost: what is
 * less @now, and stays so when it is read once more, is the measure from now on.
 */
void holdings_lower(struct holdings *before, const struct holdings *now);

#endif
