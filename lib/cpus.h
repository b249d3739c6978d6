/* SPDX-License-Identifier: GPL-2.0-only */
/* Which CPUs this process and its children keep to. */
#ifndef TCELIFE_CPUS_H
#define TCELIFE_CPUS_H

#include <sched.h>
#include <stdbool.h>

/*
 * The CPUs that the caller may use, as far as they are among the first CPU_SETSIZE: a machine may
 * have more, and then refuses to fill a cpu_set_t. 0, or -errno and @set is empty.
 * kernel/sched/syscalls.c:sched_getaffinity()
 */
int cpus_allowed(cpu_set_t *set);

/* @most of the CPUs in @from, evenly apart, or all if there are no more than that. */
void cpus_spread(const cpu_set_t *from, unsigned int most, cpu_set_t *to);

/*
 * Keep to @most of the CPUs that the caller may use, from now on, with all children. 0, or -errno
 * and nothing has changed. kernel/sched/syscalls.c:sched_setaffinity()
 */
int cpus_keep_to(unsigned int most);

/*
 * True if all CPUs of @list are numbers that @step divides: then of each so many threads of a core
 * only the first is there. @list is as in /sys/devices/system/cpu/online, lib/bitmap-str.c.
 */
bool cpus_are_each(const char *list, unsigned int step);

/* False for a CPU that cpus_keep_to() has left out. */
bool cpus_kept(int cpu);

#endif
