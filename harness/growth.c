// SPDX-License-Identifier: GPL-2.0-only
#include "growth.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "../lib/slurp.h"
#include "../lib/timebase.h"
#include "fork.h"
#include "settle.h"

#define SETTLE_MS      6000 /* for what comes back by and by, */
#define SETTLED_MS     1000 /* as long as it does: what has not by then stays away */
#define SETTLE_STEP_MS 100

/* Pages on the CPUs' free lists: the "count:" lines of /proc/zoneinfo, mm/vmstat.c */
static int64_t percpu_pages(void)
{
	char *text = slurp("/proc/zoneinfo"), *line, *save;
	long long count;
	int64_t sum = 0;

	for (line = text ? strtok_r(text, "\n", &save) : NULL; line;
	     line = strtok_r(NULL, "\n", &save))
		if (sscanf(line, " count: %lld", &count) == 1)
			sum += count;
	free(text);
	return sum;
}

/* What this process and its parent, the runner, have taken for themselves. */
static int64_t own_pages(void)
{
	char parent[64];
	long long kib = slurp_field("/proc/self/status", "RssAnon:", 0);

	snprintf(parent, sizeof(parent), "/proc/%d/status", getppid());
	return (kib + slurp_field(parent, "RssAnon:", 0)) * 1024 / sysconf(_SC_PAGESIZE);
}

int64_t growth_free_pages(void)
{
	settle_grace_period();
	return growth_free_pages_now();
}

int64_t growth_free_pages_now(void)
{
	spit("/proc/sys/vm/stat_refresh", "1");
	return slurp_field("/proc/vmstat", "nr_free_pages", 0) + percpu_pages() + own_pages();
}

/* One line of /proc/kallsyms is enough; without the file nobody can tell. */
static bool kernel_has(const char *symbol)
{
	FILE *f = fopen("/proc/kallsyms", "re");
	char line[256];
	bool found = false;

	while (f && !found && fgets(line, sizeof(line), f))
		found = strstr(line, symbol) != NULL;
	if (f)
		fclose(f);
	return found;
}

const char *growth_blind(void)
{
	static int kasan = -1;

	if (kasan < 0)
		kasan = kernel_has(" kasan_quarantine_reduce");
	return kasan ? "not judged by growth: KASAN keeps freed memory in its quarantine" : NULL;
}

static void do_nothing(void *arg)
{
	pid_t pid = fork_tied();

	(void)arg;
	if (!pid)
		_exit(0);
	if (pid > 0)
		waitpid(pid, NULL, 0);
}

static int64_t free_pages_without_caches(void)
{
	spit("/proc/sys/vm/drop_caches", "7"); /* and 4: without a line in the kernel log */
	return growth_free_pages();
}

/* Without what comes back by and by, unless it is under @few_pages anyway. */
static int64_t pages_lost(unsigned int repeats, void (*body)(void *arg), void *arg,
			  int64_t few_pages)
{
	int64_t before_pages = free_pages_without_caches(), least_pages = INT64_MAX, lost_pages;
	uint64_t start_tb, ms, least_ms = 0;

	for (unsigned int i = 0; i < repeats; i++)
		body(arg);
	start_tb = timebase_now();
	for (;;) {
		lost_pages = before_pages - free_pages_without_caches();
		ms = timebase_to_ms(timebase_now() - start_tb);
		if (lost_pages < least_pages) {
			least_pages = lost_pages;
			least_ms = ms;
		}
		if (lost_pages < few_pages || ms >= SETTLE_MS || ms >= least_ms + SETTLED_MS)
			return least_pages;
		settle_kfree_rcu();
		usleep(SETTLE_STEP_MS * 1000);
	}
}

static int64_t pages_of(uint64_t bytes)
{
	uint64_t page_bytes = sysconf(_SC_PAGESIZE);

	return (bytes + page_bytes - 1) / page_bytes;
}

/* One round of repeats; true if each lost a leak's worth. */
static bool leaks(void (*body)(void *arg), void *arg, int64_t *lost_pages, int64_t *control_pages)
{
	int64_t leak_pages = GROWTH_REPEATS * pages_of(GROWTH_LEAK_BYTES);

	*control_pages = pages_lost(GROWTH_REPEATS, do_nothing, NULL, INT64_MAX);
	if (*control_pages < 0)
		*control_pages = 0;
	*lost_pages = pages_lost(GROWTH_REPEATS, body, arg, *control_pages + leak_pages);
	return *lost_pages - *control_pages >= leak_pages;
}

void growth_judge(int64_t before_pages, void (*body)(void *arg), void *arg,
		  struct oracle_report *report)
{
	int64_t lost_pages, control_pages, each_kib;
	char signature[ORACLE_SIGNATURE_BYTES];

	lost_pages = before_pages - growth_free_pages_now();
	for (unsigned int i = 0; i < GROWTH_SINGLES; i++) {
		if (lost_pages < pages_of(GROWTH_SUSPECT_BYTES))
			return;
		lost_pages = pages_lost(1, body, arg, INT64_MAX);
	}
	for (unsigned int i = 0; i < GROWTH_ROUNDS; i++)
		if (!leaks(body, arg, &lost_pages, &control_pages))
			return;
	each_kib = (lost_pages - control_pages) * sysconf(_SC_PAGESIZE) / GROWTH_REPEATS / 1024;
	snprintf(signature, sizeof(signature), "oracle growth %lldKiB", (long long)each_kib);
	oracle_found(report, "growth", signature,
		     "%lldKiB: %d repeats lost %lld pages, a control lost %lld",
		     (long long)each_kib, GROWTH_REPEATS, (long long)lost_pages,
		     (long long)control_pages);
}
