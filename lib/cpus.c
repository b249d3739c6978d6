// SPDX-License-Identifier: GPL-2.0-only
#include "cpus.h"

#include <errno.h>
#include <stdlib.h>

#define CPUS_EVER 65536 /* more than CONFIG_NR_CPUS allows */

static cpu_set_t kept;
static bool is_kept; /* before that it is all */

int cpus_allowed(cpu_set_t *set)
{
	union {
		cpu_set_t first;
		char all[CPUS_EVER / 8];
	} cpus;
	int ret = sched_getaffinity(0, sizeof(cpus), &cpus.first) ? -errno : 0;

	CPU_ZERO(set);
	if (!ret)
		*set = cpus.first;
	return ret;
}

void cpus_spread(const cpu_set_t *from, unsigned int most, cpu_set_t *to)
{
	unsigned int all = (unsigned int)CPU_COUNT(from), nr = 0, index = 0;

	CPU_ZERO(to);
	for (int cpu = 0; cpu < CPU_SETSIZE; cpu++) {
		if (!CPU_ISSET(cpu, from))
			continue;
		if (all <= most || index >= nr * all / most) {
			CPU_SET(cpu, to);
			nr++;
		}
		index++;
	}
}

int cpus_keep_to(unsigned int most)
{
	cpu_set_t from, to;
	int ret = cpus_allowed(&from);

	if (ret)
		return ret;
	cpus_spread(&from, most, &to);
	if (sched_setaffinity(0, sizeof(to), &to))
		return -errno;
	kept = to;
	is_kept = true;
	return 0;
}

bool cpus_are_each(const char *list, unsigned int step)
{
	while (*list >= '0' && *list <= '9') {
		char *end;
		unsigned long first = strtoul(list, &end, 10), last = first;

		if (*end == '-')
			last = strtoul(end + 1, &end, 10);
		if (first % step || (last > first && step > 1))
			return false;
		list = end + (*end == ',');
	}
	return true;
}

bool cpus_kept(int cpu)
{
	return !is_kept || (cpu < CPU_SETSIZE && CPU_ISSET(cpu, &kept));
}
