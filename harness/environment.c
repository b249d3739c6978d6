// SPDX-License-Identifier: GPL-2.0-only
#include "environment.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/utsname.h>
#include <unistd.h>

#include "../lib/slurp.h"

#define DEVICE_TREE "/proc/device-tree/"
#define LOCKDEP	    "/proc/lockdep_stats"

bool environment_emulated(void)
{
	char *compatible = slurp(DEVICE_TREE "compatible");
	bool emulated = compatible && strstr(compatible, "qemu");

	free(compatible);
	return emulated;
}

void environment_platform(const char *given, char *text, size_t text_bytes)
{
	char *model = slurp(DEVICE_TREE "model");
	struct utsname uts;

	uname(&uts);
	snprintf(text, text_bytes, "%s: %s, kernel %s\n",
		 environment_emulated() ? "EMULATED (QEMU)" : "hardware",
		 given	       ?:
			 model ?:
				 uts.machine,
		 uts.release);
	free(model);
}

const char *environment_lockdep(void)
{
	if (access(LOCKDEP, R_OK))
		return "no";
	return slurp_field(LOCKDEP, " debug_locks", 0) == 1 ? "yes" :
							      "switched off by its first report";
}

static const char *first_line(char *text)
{
	if (text)
		text[strcspn(text, "\n")] = '\0';
	return text ?: "?";
}

void environment_describe(char *text, size_t text_bytes)
{
	char *version = slurp("/proc/version"), *cmdline = slurp("/proc/cmdline");
	char *preempt = slurp("/sys/kernel/debug/sched/preempt");
	char *kmemleak = slurp("/sys/kernel/debug/kmemleak");

	snprintf(text, text_bytes,
		 "kernel: %s\ncmdline: %s\nemulated: %s\ncpus: %ld\npage_bytes: %ld\n"
		 "preempt: %s\nlockdep: %s\nkmemleak: %s\nmemory_kib: %lld\n",
		 first_line(version), first_line(cmdline), environment_emulated() ? "yes" : "no",
		 sysconf(_SC_NPROCESSORS_ONLN), sysconf(_SC_PAGESIZE), first_line(preempt),
		 environment_lockdep(), kmemleak ? "yes" : "no",
		 slurp_field("/proc/meminfo", "MemTotal:", 0));
	free(version);
	free(cmdline);
	free(preempt);
	free(kmemleak);
}
