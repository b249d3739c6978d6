/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Memory that a test leaves behind, in pages of the whole machine. One run that
 * loses little is believed, and so is a test that loses more only the first few
 * times: caches grow once, leaks every time. What is left is repeated against a
 * control that does nothing, and in several rounds, as others on the machine take
 * memory when they like.
 */
#ifndef TCELIFE_GROWTH_H
#define TCELIFE_GROWTH_H

#include <stdint.h>

#include "../lib/oracle.h"

#define GROWTH_SINGLES	     2 /* runs that must each be suspect before the repeats begin */
#define GROWTH_REPEATS	     3
#define GROWTH_ROUNDS	     2		   /* of repeats, each of which must lose a leak's worth */
#define GROWTH_MAX_MS	     10000	   /* a test that takes longer is not repeated */
#define GROWTH_SUSPECT_BYTES (64ull << 10) /* lost in one run: worth the repeats */
#define GROWTH_LEAK_BYTES    (96ull << 10) /* lost in each repeat: a leak, not noise */

/* Free pages of the machine, those on the CPUs' own lists included, when RCU is settled. */
int64_t growth_free_pages(void);
/* The same for a caller who has waited for RCU itself. */
int64_t growth_free_pages_now(void);

/* Why free memory says nothing on this kernel; NULL: it does. */
const char *growth_blind(void);

/*
 * Judge what was lost since @before_pages (growth_free_pages() before the one run
 * of the test); the caller has waited for RCU since. If it is suspect, @body is
 * repeated; a finding "oracle growth <n>KiB" if it loses GROWTH_LEAK_BYTES, in whole pages, more
 * than a child that does nothing, every time. By <n> a known leak is told from others.
 */
void growth_judge(int64_t before_pages, void (*body)(void *arg), void *arg,
		  struct oracle_report *report);

#endif
