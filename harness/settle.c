// SPDX-License-Identifier: GPL-2.0-only
#include "settle.h"

#include <sched.h>
#include <sys/sysinfo.h>
#include <sys/timerfd.h>
#include <unistd.h>

#include "../lib/cpus.h"
#include "../lib/oracle.h"
#include "../lib/slurp.h"

#define JIFFIES_US 10000 /* one, and the work that it begins */

/* A closed timerfd is freed that way: fs/timerfd.c:timerfd_release(). */
static void fill_page(void)
{
	for (size_t i = 0; i < (size_t)getpagesize() / sizeof(void *); i++)
		close(timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC));
}

void settle_kfree_rcu(void)
{
	cpu_set_t before, one;

	cpus_allowed(&before);
	for (int cpu = 0; cpu < get_nprocs_conf(); cpu++) {
		if (!cpus_kept(cpu))
			continue;
		CPU_ZERO(&one);
		CPU_SET(cpu, &one);
		if (!sched_setaffinity(0, sizeof(one), &one))
			fill_page();
	}
	sched_setaffinity(0, sizeof(before), &before);
	usleep(JIFFIES_US);
	settle_grace_period();
	usleep(JIFFIES_US);
}

static bool hurried;

void settle_hurry(bool hurry)
{
	hurried = hurry;
	spit("/sys/kernel/rcu_expedited", hurry ? "1" : "0");
}

void settle_grace_period(void)
{
	bool before = hurried;

	if (before)
		settle_hurry(false);
	oracle_rcu_settle();
	if (before)
		settle_hurry(true);
}
