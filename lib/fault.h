/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Allocations that fail when told to, one at a time, in one thread: the kernel's fault injection
 * (CONFIG_FAILSLAB, CONFIG_FAIL_PAGE_ALLOC) by fail-nth;
 * Documentation/fault-injection/fault-injection.rst
 */
#ifndef TCELIFE_FAULT_H
#define TCELIFE_FAULT_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

struct fault {
	int nth_fd; /* this thread's fail-nth */
};

/* True if this kernel can do it; @found says what it has or lacks. */
bool fault_available(char *found, size_t found_bytes);

/*
 * For the calling thread: every kind of allocation may fail, and each that does says so in the
 * kernel log with its call trace. 0; -ENOENT: this kernel has no fail-nth;
 * fs/proc/base.c:proc_fail_nth_write(). What it sets is put back by fault_close(), or after a
 * SIGKILL by settings_put_back().
 */
int fault_open(struct fault *f);

/* The @nth allocation from now on that this thread makes in the kernel fails; 1 is the next. */
void fault_arm(struct fault *f, unsigned int nth);

/* No more. True if it has come to that: one has failed. */
bool fault_disarm(struct fault *f);

/*
 * From now on all allocations fail that this thread makes in @function of the kernel, and in what
 * that calls. 0, -EOPNOTSUPP: no CONFIG_FAULT_INJECTION_STACKTRACE_FILTER; -ENOENT: no such
 * function.
 */
int fault_arm_within(const char *function);

/* No more. How many have failed. */
long long fault_disarm_within(void);

/* 1 or 0, as fault_disarm(), of a process that is not yet reaped; -ENOENT: it cannot be told. */
int fault_was_injected(pid_t pid);

/* Give the settings back. */
void fault_close(struct fault *f);

#endif
