// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cpus.h"
#include "race_parts.h"

#define COMPANION_YIELD_TB (TIMEBASE_HZ / 10) /* it is in nobody's way: SCHED_IDLE */

/* The CPU number @index among those in @set. */
static int nth_cpu(const cpu_set_t *set, int index)
{
	for (int cpu = 0; cpu < CPU_SETSIZE; cpu++)
		if (CPU_ISSET(cpu, set) && !index--)
			return cpu;
	return -1;
}

/* Far from each other, so that on a machine with SMT two sides are not on one core. */
static void choose_cpus(struct race *r)
{
	int nr_cpus = CPU_COUNT(&r->former_cpus);

	r->seat[0].cpu = nth_cpu(&r->former_cpus, 0);
	r->seat[1].cpu = nth_cpu(&r->former_cpus, nr_cpus / 2);
	r->seat[2].cpu = nth_cpu(&r->former_cpus, nr_cpus - 1);
	for (unsigned int i = 0; i < RACE_MAX_SIDES; i++)
		r->seat[i].last_on = r->seat[i].cpu;
	r->shared_cpu = r->nr_sides == 3 && r->seat[2].cpu == r->seat[1].cpu;
}

/*
 * Two on one CPU: the companion is to be in the midst of what it does when side 1 comes. So it is
 * awake as long as side 1 sleeps, and side 1 leaves it the CPU at once.
 */
static void choose_waits(struct race *r)
{
	for (unsigned int i = 0; i < r->nr_sides; i++)
		r->seat[i].yield_tb = BELL_YIELD_TB;
	if (!r->shared_cpu)
		return;
	r->seat[1].yield_tb = 0;
	r->seat[2].yield_tb = COMPANION_YIELD_TB;
}

static int start_thread(struct seat *seat)
{
	struct sched_param none = { 0 };
	pthread_attr_t attr;
	cpu_set_t cpus;
	int error;

	CPU_ZERO(&cpus);
	CPU_SET(seat->cpu, &cpus);
	pthread_attr_init(&attr);
	pthread_attr_setaffinity_np(&attr, sizeof(cpus), &cpus);
	error = pthread_create(&seat->thread, &attr, race_seat_thread, seat);
	pthread_attr_destroy(&attr);
	/* Side 1 is aimed: it takes the CPU from its companion at once. */
	if (!error && race_is_companion(seat))
		pthread_setschedparam(seat->thread, SCHED_IDLE, &none);
	return error;
}

static int start_threads(struct race *r)
{
	for (unsigned int i = 1; i < r->nr_sides; i++) {
		int error = start_thread(&r->seat[i]);

		if (error)
			return error;
		r->nr_threads++;
		bell_await(&r->caller, &r->seat[i].here, 1, BELL_YIELD_TB);
	}
	return 0;
}

static struct race *new_race(unsigned int nr_sides, const struct race_side side[],
			     struct race_sweep *sweep)
{
	struct race *r = aligned_alloc(RACE_CACHE_LINE, sizeof(*r));

	if (!r)
		return NULL;
	memset(r, 0, sizeof(*r));
	r->nr_sides = nr_sides;
	r->usual_tb = RACE_APPOINTMENT_TB;
	r->sweep = sweep;
	bell_init(&r->caller);
	for (unsigned int i = 0; i < nr_sides; i++) {
		r->seat[i].race = r;
		r->seat[i].nr = i;
		r->seat[i].side = side[i];
		bell_init(&r->seat[i].bell);
	}
	return r;
}

static void pin_caller(struct race *r)
{
	cpu_set_t cpus;

	CPU_ZERO(&cpus);
	CPU_SET(r->seat[0].cpu, &cpus);
	sched_setaffinity(0, sizeof(cpus), &cpus);
}

/* 0 or -errno. */
static int start(struct race *r, unsigned int amplifiers, struct why *why)
{
	struct race_target target[2];
	int error;

	choose_cpus(r);
	choose_waits(r);
	pin_caller(r);
	r->seat[0].tid = gettid();
	error = start_threads(r);
	if (error)
		return why_set(why, -error, "a race's thread: %s", strerror(error));
	if (!amplifiers)
		return 0;
	for (unsigned int i = 0; i < 2; i++)
		target[i] = (struct race_target){ r->seat[i].tid, r->seat[i].cpu };
	r->migrates = amplifiers & RACE_MIGRATE;
	r->amplify = race_amplify_start(amplifiers, target, why);
	return r->amplify ? 0 : -EINVAL;
}

struct race *race_open(unsigned int nr_sides, const struct race_side side[],
		       struct race_sweep *sweep, unsigned int amplifiers, struct why *why)
{
	struct race *r = new_race(nr_sides, side, sweep);

	if (!r) {
		why_set(why, -ENOMEM, "no memory for a race");
		return NULL;
	}
	cpus_allowed(&r->former_cpus);
	if (CPU_COUNT(&r->former_cpus) < 2) {
		why_set(why, -EINVAL, "a race needs two CPUs, this process may use %d",
			CPU_COUNT(&r->former_cpus));
		free(r);
		return NULL;
	}
	if (start(r, amplifiers, why)) {
		race_close(r);
		return NULL;
	}
	return r;
}

void race_amplified(struct race *r, struct race_amplified *counts)
{
	*counts = (struct race_amplified){ .migrations =
						   r->seat[0].migrations + r->seat[1].migrations };
	if (r->amplify)
		race_amplify_count(r->amplify, counts);
}

void race_close(struct race *r)
{
	if (r->amplify)
		race_amplify_stop(r->amplify);
	r->quit = true;
	atomic_fetch_add(&r->round, 1);
	race_ring_all(r);
	for (unsigned int i = 1; i <= r->nr_threads; i++)
		pthread_join(r->seat[i].thread, NULL);
	sched_setaffinity(0, sizeof(r->former_cpus), &r->former_cpus);
	free(r);
}
