// SPDX-License-Identifier: GPL-2.0-only
#include "cpus.h"

#include <errno.h>

static cpu_set_t kept;
static bool is_kept; /* before that it is all */

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

	if (sched_getaffinity(0, sizeof(from), &from))
		return -errno;
	cpus_spread(&from, most, &to);
	if (sched_setaffinity(0, sizeof(to), &to))
		return -errno;
	kept = to;
	is_kept = true;
	return 0;
}

bool cpus_kept(int cpu)
{
	return !is_kept || (cpu < CPU_SETSIZE && CPU_ISSET(cpu, &kept));
}
