// SPDX-License-Identifier: GPL-2.0-only
#include "race_amplify.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/timerfd.h>
#include <time.h>
#include <unistd.h>

#include "cpus.h"
#include "prng.h"
#include "slurp.h"
#include "timebase.h"

#define PREEMPT_SLEEP_US 400 /* at most, between two preemptions */
#define PREEMPT_SPIN_US	 40  /* at most, and the side waits for so long */
#define MIGRATE_SLEEP_US 600 /* at most, between two moves */
#define TIMER_NS	 293000
#define TIMER_POLLS	 8  /* epoll instances of a timer, */
#define TIMER_DUPS	 64 /* and its fds in each: every expiry calls them all */

/* A timer on one CPU, with all that waits for it. */
struct storm {
	int timer, poll[TIMER_POLLS], dup[TIMER_DUPS];
};

struct helper {
	struct race_amplify *amplify;
	const struct race_target *target; /* the side whose CPU it disturbs */
	pthread_t thread;
};

struct race_amplify {
	struct race_target target[2];
	uint64_t preempted_before[2];
	atomic_bool stop;
	uint64_t timers; /* expiries counted so far */
	unsigned int nr_helpers, nr_storms;
	struct helper helper[3];
	struct storm storm[2];
};

static cpu_set_t only(int cpu)
{
	cpu_set_t set;

	CPU_ZERO(&set);
	CPU_SET(cpu, &set);
	return set;
}

static void sleep_us(uint64_t us)
{
	struct timespec t = { .tv_nsec = (long)(us * 1000) };

	nanosleep(&t, NULL);
}

static bool stopped(const struct race_amplify *a)
{
	return atomic_load_explicit(&a->stop, memory_order_relaxed);
}

/* --- preemption ------------------------------------------------------------------------------- */

/* Above the side on its own CPU: whenever it wakes, the side is put aside where it is. */
static void *preempt(void *arg)
{
	const struct helper *h = arg;
	struct prng prng = prng_seed((uint64_t)h->target->cpu);

	while (!stopped(h->amplify)) {
		uint64_t until_tb;

		sleep_us(1 + prng_below(&prng, PREEMPT_SLEEP_US));
		until_tb = timebase_now() +
			   prng_below(&prng, PREEMPT_SPIN_US * (TIMEBASE_HZ / 1000000));
		while (timebase_now() < until_tb)
			;
	}
	return NULL;
}

/* How often the kernel has put a thread aside that could have gone on. */
static uint64_t preempted(pid_t tid)
{
	char path[64];

	snprintf(path, sizeof(path), "/proc/self/task/%d/status", (int)tid);
	return (uint64_t)slurp_field(path, "nonvoluntary_ctxt_switches:", 0);
}

/* --- migration -------------------------------------------------------------------------------- */

/* Change the sides' CPUs with each other, again and again; for a moment both are on one. */
static void *migrate(void *arg)
{
	const struct helper *h = arg;
	struct race_amplify *a = h->amplify;
	struct prng prng = prng_seed(1);

	for (unsigned int turn = 1; !stopped(a); turn++) {
		sleep_us(1 + prng_below(&prng, MIGRATE_SLEEP_US));
		for (unsigned int i = 0; i < 2; i++) {
			cpu_set_t set = only(a->target[(i + turn) % 2].cpu);

			sched_setaffinity(a->target[i].tid, sizeof(set), &set);
		}
	}
	return NULL;
}

static void move_home(const struct race_amplify *a)
{
	for (unsigned int i = 0; i < 2; i++) {
		cpu_set_t set = only(a->target[i].cpu);

		sched_setaffinity(a->target[i].tid, sizeof(set), &set);
	}
}

/* --- timers ----------------------------------------------------------------------------------- */

static void storm_end(struct storm *s)
{
	for (unsigned int i = 0; i < TIMER_DUPS; i++)
		if (s->dup[i] >= 0)
			close(s->dup[i]);
	for (unsigned int i = 0; i < TIMER_POLLS; i++)
		if (s->poll[i] >= 0)
			close(s->poll[i]);
	if (s->timer >= 0)
		close(s->timer);
}

/* One epoll instance that waits for every fd of the timer. */
static int wait_for_all(const struct storm *s, int poll)
{
	struct epoll_event event = { .events = EPOLLIN };

	for (unsigned int i = 0; i < TIMER_DUPS; i++)
		if (epoll_ctl(poll, EPOLL_CTL_ADD, s->dup[i], &event))
			return -errno;
	return 0;
}

static int storm_make(struct storm *s)
{
	int ret = 0;

	memset(s, -1, sizeof(*s));
	s->timer = timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC | TFD_NONBLOCK);
	if (s->timer < 0)
		return -errno;
	for (unsigned int i = 0; i < TIMER_DUPS && !ret; i++) {
		s->dup[i] = fcntl(s->timer, F_DUPFD_CLOEXEC, 0);
		ret = s->dup[i] < 0 ? -errno : 0;
	}
	for (unsigned int i = 0; i < TIMER_POLLS && !ret; i++) {
		s->poll[i] = epoll_create1(EPOLL_CLOEXEC);
		ret = s->poll[i] < 0 ? -errno : wait_for_all(s, s->poll[i]);
	}
	return ret;
}

/* A timer expires on the CPU on which it was armed. */
static int storm_arm(const struct storm *s, int cpu)
{
	struct itimerspec t = { .it_interval.tv_nsec = TIMER_NS, .it_value.tv_nsec = TIMER_NS };
	cpu_set_t here = only(cpu), before;
	int ret;

	cpus_allowed(&before);
	sched_setaffinity(0, sizeof(here), &here);
	ret = timerfd_settime(s->timer, 0, &t, NULL) ? -errno : 0;
	sched_setaffinity(0, sizeof(before), &before);
	return ret;
}

static int start_storms(struct race_amplify *a)
{
	int ret = 0;

	for (unsigned int i = 0; i < 2 && !ret; i++) {
		a->nr_storms++;
		ret = storm_make(&a->storm[i]);
		if (!ret)
			ret = storm_arm(&a->storm[i], a->target[i].cpu);
	}
	return ret;
}

/* --- all of them ------------------------------------------------------------------------------ */

/* A thread that comes before the sides: on a target's CPU, or where the caller is for NULL. */
static int start_helper(struct race_amplify *a, void *(*run)(void *),
			const struct race_target *target)
{
	struct helper *h = &a->helper[a->nr_helpers];
	struct sched_param first = { .sched_priority = 1 };
	pthread_attr_t attr;
	int error;

	*h = (struct helper){ .amplify = a, .target = target };
	pthread_attr_init(&attr);
	pthread_attr_setinheritsched(&attr, PTHREAD_EXPLICIT_SCHED);
	pthread_attr_setschedpolicy(&attr, SCHED_FIFO);
	pthread_attr_setschedparam(&attr, &first);
	if (target) {
		cpu_set_t set = only(target->cpu);

		pthread_attr_setaffinity_np(&attr, sizeof(set), &set);
	}
	error = pthread_create(&h->thread, &attr, run, h);
	pthread_attr_destroy(&attr);
	a->nr_helpers += !error;
	return -error;
}

static int start_all(struct race_amplify *a, unsigned int kinds)
{
	int ret = 0;

	for (unsigned int i = 0; i < 2; i++)
		a->preempted_before[i] = preempted(a->target[i].tid);
	for (unsigned int i = 0; i < 2 && kinds & RACE_PREEMPT && !ret; i++)
		ret = start_helper(a, preempt, &a->target[i]);
	if (!ret && kinds & RACE_MIGRATE)
		ret = start_helper(a, migrate, NULL);
	if (!ret && kinds & RACE_TIMERS)
		ret = start_storms(a);
	return ret;
}

struct race_amplify *race_amplify_start(unsigned int kinds, const struct race_target target[2],
					struct why *why)
{
	struct race_amplify *a = calloc(1, sizeof(*a));
	int ret;

	if (!a) {
		why_set(why, -ENOMEM, "no memory for the amplifiers of a race");
		return NULL;
	}
	memcpy(a->target, target, sizeof(a->target));
	ret = start_all(a, kinds);
	if (!ret)
		return a;
	why_set(why, ret, "the amplifiers of a race cannot be started: %s%s", strerror(-ret),
		ret == -EPERM ? " (SCHED_FIFO needs CAP_SYS_NICE)" : "");
	race_amplify_stop(a);
	return NULL;
}

void race_amplify_count(struct race_amplify *a, struct race_amplified *counts)
{
	for (unsigned int i = 0; i < 2; i++)
		counts->preemptions += preempted(a->target[i].tid) - a->preempted_before[i];
	for (unsigned int i = 0; i < a->nr_storms; i++) {
		uint64_t expiries;

		/* TFD_NONBLOCK: what has expired since the last look, if anything */
		if (read(a->storm[i].timer, &expiries, sizeof(expiries)) == sizeof(expiries))
			a->timers += expiries;
	}
	counts->timers = a->timers;
}

void race_amplify_stop(struct race_amplify *a)
{
	atomic_store(&a->stop, true);
	for (unsigned int i = 0; i < a->nr_helpers; i++)
		pthread_join(a->helper[i].thread, NULL);
	for (unsigned int i = 0; i < a->nr_storms; i++)
		storm_end(&a->storm[i]);
	move_home(a);
	free(a);
}
