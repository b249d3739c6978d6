// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <sys/wait.h>
#include <unistd.h>

#include "../cpus.h"
#include "unit.h"

/* Instead of sched_getaffinity(2) in lib/cpus.c, as Makefile.mk tells it. */
int unit_sched_getaffinity(pid_t pid, size_t bytes, cpu_set_t *set);

static size_t machine_cpus; /* so many there may be */

int unit_sched_getaffinity(pid_t pid, size_t bytes, cpu_set_t *set)
{
	if (bytes * 8 < machine_cpus) {
		errno = EINVAL;
		return -1;
	}
	return sched_getaffinity(pid, bytes, set);
}

static void of_more_than_a_set_holds(void)
{
	cpu_set_t small, all;

	CHECK_INT(sched_getaffinity(0, sizeof(small), &small), 0);
	machine_cpus = 2 * CPU_SETSIZE;
	CHECK_INT(cpus_allowed(&all), 0);
	CHECK(CPU_EQUAL(&all, &small));
	machine_cpus = 1 << 20;
	CHECK_INT(cpus_allowed(&all), -EINVAL);
	CHECK_INT(CPU_COUNT(&all), 0);
	machine_cpus = 0;
}

/* Of @nr CPUs, of which only each @step is there, those that are chosen; @to has them. */
static int chosen(int nr, int step, unsigned int most, cpu_set_t *to)
{
	cpu_set_t from;

	CPU_ZERO(&from);
	for (int cpu = 0; cpu < nr; cpu += step)
		CPU_SET(cpu, &from);
	cpus_spread(&from, most, to);
	for (int cpu = 0; cpu < CPU_SETSIZE; cpu++)
		CHECK(!CPU_ISSET(cpu, to) || CPU_ISSET(cpu, &from));
	return CPU_COUNT(to);
}

static void few_are_all_kept(void)
{
	cpu_set_t to;

	CHECK_INT(chosen(2, 1, 8, &to), 2);
	CHECK_INT(chosen(8, 1, 8, &to), 8);
	CHECK_INT(chosen(32, 4, 8, &to), 8);
	CHECK_INT(chosen(0, 1, 8, &to), 0);
}

static void of_many_some(void)
{
	cpu_set_t to;

	CHECK_INT(chosen(9, 1, 8, &to), 8);
	CHECK_INT(chosen(15, 1, 8, &to), 8);
	CHECK_INT(chosen(CPU_SETSIZE, 1, 8, &to), 8);
	CHECK(CPU_ISSET(0, &to));
}

static void no_two_of_a_core(void)
{
	cpu_set_t to;

	CHECK_INT(chosen(160, 1, 8, &to), 8);
	for (int core = 0; core < 160; core += 4) {
		int threads = 0;

		for (int cpu = core; cpu < core + 4; cpu++)
			threads += CPU_ISSET(cpu, &to) != 0;
		CHECK(threads <= 1);
	}
}

static void first_of_each_core(void)
{
	CHECK(cpus_are_each("0,8,16,24\n", 8));
	CHECK(cpus_are_each("8\n", 8));
	CHECK(cpus_are_each("0-159\n", 1));
	CHECK(!cpus_are_each("0-159\n", 8));
	CHECK(!cpus_are_each("0,8-9,16\n", 8));
	CHECK(!cpus_are_each("0,8,12\n", 8));
	CHECK(cpus_are_each("0,8,12\n", 4));
}

static void children_keep_to_them(void)
{
	cpu_set_t now;
	int status = 1;
	pid_t pid = fork();

	if (!pid) {
		int cpu;

		if (!cpus_kept(0) || !cpus_kept(CPU_SETSIZE - 1) || cpus_keep_to(1))
			_exit(2);
		cpu = sched_getcpu();
		pid = fork();
		if (!pid)
			_exit(sched_getaffinity(0, sizeof(now), &now) || CPU_COUNT(&now) != 1 ||
			      !CPU_ISSET(cpu, &now) || !cpus_kept(cpu) || cpus_kept(CPU_SETSIZE) ||
			      cpus_kept(cpu + 1));
		waitpid(pid, &status, 0);
		_exit(status != 0);
	}
	waitpid(pid, &status, 0);
	CHECK_INT(status, 0);
}

static const struct unit_case cases[] = {
	{ "of more than a set holds", of_more_than_a_set_holds },
	{ "few are all kept", few_are_all_kept },
	{ "of many some", of_many_some },
	{ "no two of a core", no_two_of_a_core },
	{ "first of each core", first_of_each_core },
	{ "children keep to them", children_keep_to_them },
	{ 0 },
};

const struct unit_suite suite_cpus = { "cpus", cases };
