// SPDX-License-Identifier: GPL-2.0-only
#include "kmemleak.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "klog.h"
#include "slurp.h"

#define KMEMLEAK "/sys/kernel/debug/kmemleak"
#define OBJECT	 "unreferenced object "

bool kmemleak_available(char *why, size_t why_bytes)
{
	int ret = spit_possible(KMEMLEAK);

	snprintf(why, why_bytes,
		 !ret	       ? "" :
		 ret == -EPERM ? KMEMLEAK " is locked down; boot without lockdown=" :
				 "no " KMEMLEAK "; a kernel with CONFIG_DEBUG_KMEMLEAK");
	return !ret;
}

static bool is_one_of(pid_t pid, const pid_t *pids, unsigned int nr_pids)
{
	for (unsigned int i = 0; i < nr_pids; i++)
		if (pids[i] == pid)
			return true;
	return false;
}

/* One object: "unreferenced object 0x... (size 64):", "  comm "x", pid 1, ...", ..., its trace. */
static void take_object(const char *text, size_t bytes, const pid_t *pids, unsigned int nr_pids,
			struct kmemleak *found)
{
	const char *size = memmem(text, bytes, "(size ", 6);
	const char *pid = memmem(text, bytes, ", pid ", 6);
	const char *trace = memmem(text, bytes, "backtrace", 9);

	if (!size || !pid || !is_one_of(atoi(pid + 6), pids, nr_pids))
		return;
	if (!found->nr++ && trace)
		klog_asked(trace, bytes - (size_t)(trace - text), found->first,
			   sizeof(found->first));
	found->bytes += strtoul(size + 6, NULL, 10);
}

void kmemleak_parse(const char *text, const pid_t *pid, unsigned int nr_pids,
		    struct kmemleak *found)
{
	*found = (struct kmemleak){ 0 };
	while ((text = strstr(text, OBJECT))) {
		const char *next = strstr(text + 1, OBJECT);

		take_object(text, next ? (size_t)(next - text) : strlen(text), pid, nr_pids, found);
		text++;
	}
}

int kmemleak_look(void)
{
	return spit(KMEMLEAK, "scan");
}

int kmemleak_find(const pid_t *pid, unsigned int nr_pids, struct kmemleak *found)
{
	char *text = slurp(KMEMLEAK);

	if (!text)
		return -errno;
	kmemleak_parse(text, pid, nr_pids, found);
	free(text);
	return 0;
}
