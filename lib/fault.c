// SPDX-License-Identifier: GPL-2.0-only
#include "fault.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "setting.h"
#include "slurp.h"
#include "symbols.h"

#define DEBUGFS "/sys/kernel/debug/"
#define SLAB	DEBUGFS "failslab/"
#define PAGES	DEBUGFS "fail_page_alloc/"
#define NTH	"/proc/thread-self/fail-nth"
#define SUBJECT "/proc/thread-self/make-it-fail"

/*
 * What kmemleak allocates for itself with each allocation of others fails without consequence:
 * mm/kmemleak.c:mem_pool_alloc() has a pool. It is not counted, where the kernel can leave it out.
 */
#define NOT_COUNTED "__alloc_object"

#define ANYWHERE   "0xffffffffffffffff"
#define TIMES	   1000000 /* failures by probability; what is left of them is read back */
#define TIMES_TEXT "1000000"

/* mm/failslab.c, mm/fail_page_alloc.c. Of all threads only the one with fail-nth fails. */
static const struct {
	const char *path, *value; /* NULL: an end of the function that is not counted */
} setting[] = {
	{ SLAB "probability", "0" },	   { SLAB "task-filter", "Y" },
	{ SLAB "verbose", "2" },	   { SLAB "verbose_ratelimit_interval_ms", "0" },
	{ SLAB "ignore-gfp-wait", "N" },   { SLAB "cache-filter", "N" },
	{ SLAB "reject-end", NULL },	   { SLAB "reject-start", NULL },
	{ PAGES "probability", "0" },	   { PAGES "task-filter", "Y" },
	{ PAGES "verbose", "2" },	   { PAGES "verbose_ratelimit_interval_ms", "0" },
	{ PAGES "ignore-gfp-wait", "N" },  { PAGES "ignore-gfp-highmem", "N" },
	{ PAGES "min-order", "0" },	   { PAGES "reject-end", NULL },
	{ PAGES "reject-start", NULL },	   { SLAB "require-end", ANYWHERE },
	{ SLAB "require-start", "0" },	   { SLAB "times", TIMES_TEXT },
	{ PAGES "require-end", ANYWHERE }, { PAGES "require-start", "0" },
	{ PAGES "times", TIMES_TEXT },
};

#define NR_SETTINGS (sizeof(setting) / sizeof(setting[0]))

bool fault_available(char *found, size_t found_bytes)
{
	static const struct {
		const char *path, *name;
	} file[] = { { NTH, "fail-nth" },
		     { SLAB "probability", "failslab in debugfs" },
		     { PAGES "probability", "fail_page_alloc in debugfs" } };

	for (unsigned int i = 0; i < sizeof(file) / sizeof(file[0]); i++) {
		int ret = spit_possible(file[i].path);

		if (!ret)
			continue;
		snprintf(found, found_bytes,
			 ret == -EPERM ? "%s, locked down; boot without lockdown=" : "no %s",
			 file[i].name);
		return false;
	}
	snprintf(found, found_bytes, "fail-nth, failslab, fail_page_alloc");
	return true;
}

/* Where a function begins and ends; false if that is not known. */
static bool find_function(const char *name, char from[24], char to[24])
{
	char *text = slurp("/proc/kallsyms");
	uint64_t start, end;

	if (!text || !symbols_range(text, name, &start, &end))
		return false;
	snprintf(from, 24, "0x%llx", (unsigned long long)start);
	snprintf(to, 24, "0x%llx", (unsigned long long)end);
	return true;
}

static const char *value_of(unsigned int i, const char *from, const char *to)
{
	size_t bytes = strlen(setting[i].path);

	if (setting[i].value)
		return setting[i].value;
	return strcmp(setting[i].path + bytes - strlen("end"), "end") ? from : to;
}

int fault_open(struct fault *f)
{
	char from[24] = "0", to[24] = "0";
	int ret = 0;

	*f = (struct fault){ .nth_fd = open(NTH, O_RDWR | O_CLOEXEC) };
	if (f->nth_fd < 0)
		return -errno;
	find_function(NOT_COUNTED, from, to);
	for (unsigned int i = 0; i < NR_SETTINGS && (!ret || ret == -ENOENT); i++)
		ret = setting_change(setting[i].path, value_of(i, from, to));
	if (!ret || ret == -ENOENT) /* what the kernel lacks need not be set */
		return 0;
	fault_close(f);
	return ret;
}

void fault_close(struct fault *f)
{
	settings_put_back();
	close(f->nth_fd);
}

/* What cannot be written was not there from the beginning: fault_open() has opened it. */
static void write_nth(struct fault *f, unsigned int nth)
{
	char text[16];
	int bytes = snprintf(text, sizeof(text), "%u", nth);

	if (pwrite(f->nth_fd, text, (size_t)bytes, 0) != bytes)
		abort();
}

void fault_arm(struct fault *f, unsigned int nth)
{
	write_nth(f, nth);
}

bool fault_disarm(struct fault *f)
{
	char text[16] = "";
	ssize_t bytes = pread(f->nth_fd, text, sizeof(text) - 1, 0);

	write_nth(f, 0);
	return bytes > 0 && !atoi(text);
}

int fault_arm_within(const char *function)
{
	char from[24], to[24];

	if (access(SLAB "require-start", W_OK))
		return -EOPNOTSUPP;
	if (!find_function(function, from, to))
		return -ENOENT;
	spit(SLAB "require-start", from);
	spit(SLAB "require-end", to);
	spit(PAGES "require-start", from);
	spit(PAGES "require-end", to);
	spit(SLAB "probability", "100");
	spit(PAGES "probability", "100");
	return spit(SUBJECT, "1");
}

static long long failures_of(const char *times, const char *probability)
{
	long long left = slurp_number(times, TIMES);

	spit(probability, "0");
	spit(times, TIMES_TEXT);
	return TIMES - left;
}

long long fault_disarm_within(void)
{
	spit(SUBJECT, "0");
	return failures_of(SLAB "times", SLAB "probability") +
	       failures_of(PAGES "times", PAGES "probability");
}

int fault_was_injected(pid_t pid)
{
	char path[48];
	long long left;

	snprintf(path, sizeof(path), "/proc/%d/fail-nth", pid);
	left = slurp_number(path, -1);
	return left < 0 ? -ENOENT : !left;
}
