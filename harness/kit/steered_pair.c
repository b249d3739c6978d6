// SPDX-License-Identifier: GPL-2.0-only
#include "steered_pair.h"

#include <linux/futex.h>
#include <sched.h>
#include <sys/syscall.h>

#define LATE_US	  1000000 /* of a host that has others to serve; nobody here waits for the other */
#define ASLEEP_US 2000	  /* of one that ends */
#define ATTEMPTS  4	  /* to have its CPU sleep */

static int add(void *arg)
{
	struct steered_side *s = arg;

	if (s->side)
		steer_await_gun(s->pair->page);
	steer_mark_begin(s->side);
	s->pair->add[s->side](s->pair->number);
	steer_mark_end(s->side);
	return 0;
}

static bool open_steering(struct test *t, struct steered_pair *p)
{
	struct steer_scope scope = { .low_vaddr = (uintptr_t)planted_begin,
				     .high_vaddr = (uintptr_t)planted_end };
	struct why why;
	int error;

	p->page = steer_open(&why, &error);
	if (!p->page && error != -ENODEV)
		t_error(t, "%s", why.text);
	if (!p->page) {
		t_cannot_judge(t, "%s", why.text);
		return false;
	}
	if (steer_arm(p->page, &scope))
		t_error(t, "the emulator's plugin does not answer");
	return true;
}

static struct race *open_race(struct test *t, struct steered_pair *p)
{
	struct race_side side[2];
	struct race *race;
	struct why why;

	for (unsigned int i = 0; i < 2; i++) {
		p->side[i] = (struct steered_side){ p, i };
		side[i] = (struct race_side){ add, &p->side[i] };
	}
	race_sweep_init(&p->sweep, 1);
	race_sweep_fix(&p->sweep, 0);
	race = race_open(2, side, &p->sweep, 0, &why);
	if (!race)
		t_error(t, "%s", why.text);
	race_unaimed(race);
	return race;
}

bool steered_open(struct test *t, struct steered_pair *p)
{
	*p = (struct steered_pair){ .add[1] = planted_add_at_once };
	if (!open_steering(t, p))
		return false;
	p->number = mmap(NULL, sizeof(*p->number), PROT_READ | PROT_WRITE,
			 MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (p->number == MAP_FAILED)
		t_error(t, "no memory for a number: %s", strerror(errno));
	p->race = open_race(t, p);
	return true;
}

void steered_close(struct steered_pair *p)
{
	race_close(p->race);
	points_free(&p->points);
}

static void try_once(struct steered_pair *p, const struct steer_plan *plan)
{
	struct race_sample sample;

	*p->number = 0;
	steer_begin(p->page, plan);
	race_try(p->race, &sample, NULL);
}

void steered_reference(struct test *t, struct steered_pair *p)
{
	struct steer_plan plan = {
		.record = 1, .late_us = LATE_US, .spins_us = LATE_US, .asleep_us = LATE_US
	};

	try_once(p, &plan);
	points_free(&p->points);
	if (points_make(&p->points, p->page->trace, steer_trace_nr(p->page), 0))
		t_error(t, "no memory for the points");
}

static struct steer_plan plan_for(const struct steered_pair *p, uint32_t n)
{
	const struct point *point = &p->points.at[n];

	return (struct steer_plan){ .late_us = LATE_US,
				    .spins_us = LATE_US,
				    .asleep_us = LATE_US,
				    .hold[0] = { point->vaddr, point->nth, 0, point->near } };
}

bool steered_visit(struct steered_pair *p, uint32_t n)
{
	struct steer_plan plan = plan_for(p, n);

	try_once(p, &plan);
	return p->page->seen[0].release == STEER_OTHER_ENDED;
}

static void end_process(uint64_t *number)
{
	(void)number;
	_exit(0);
}

/* The parent is pinned to one, for its own race. */
static void free_of_its_cpu(void)
{
	cpu_set_t all;

	memset(&all, 0xff, sizeof(all));
	sched_setaffinity(0, sizeof(all), &all);
}

static void try_ending(struct test *t, struct steered_pair *p, const struct steer_plan *plan)
{
	pid_t pid;

	fflush(NULL);
	pid = fork_tied();
	if (!pid) {
		free_of_its_cpu();
		p->add[1] = end_process;
		p->race = open_race(t, p);
		try_once(p, plan);
		_exit(1);
	}
	if (pid < 0 || waitpid(pid, NULL, 0) != pid)
		t_error(t, "cannot run a process: %s", strerror(errno));
	steer_mark_end(0);
	steer_mark_end(1);
}

/*
 * Where the other one has ended, somebody else may run who calls a function on each CPU and waits
 * for the one that is held, which answers nobody: smp_call_function_many_cond(). Then once more.
 */
bool steered_visit_ending(struct test *t, struct steered_pair *p, uint32_t n)
{
	struct steer_plan plan = plan_for(p, n);
	unsigned int attempt = 0;

	plan.asleep_us = ASLEEP_US;
	do
		try_ending(t, p, &plan);
	while (p->page->seen[0].release == STEER_OTHER_LATE && ++attempt < ATTEMPTS);
	return p->page->seen[0].release == STEER_OTHER_SLEEPS;
}

void steered_sleep_and_add(uint64_t *number)
{
	while (!*(volatile uint64_t *)number)
		syscall(SYS_futex, number, FUTEX_WAIT, 0, NULL, NULL, 0);
	planted_add_at_once(number);
}

void steered_add_and_wake(uint64_t *number)
{
	planted_add_at_once(number);
	syscall(SYS_futex, number, FUTEX_WAKE, 1, NULL, NULL, 0);
}
