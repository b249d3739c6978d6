// SPDX-License-Identifier: GPL-2.0-only
#include "actor.h"

#include <errno.h>
#include <linux/futex.h>
#include <sched.h>
#include <signal.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include "../../lib/timebase.h"

#define SLICE_NS 1000000

static void futex_wake(atomic_int *word)
{
	syscall(__NR_futex, word, FUTEX_WAKE_PRIVATE, 1, NULL, NULL, 0);
}

/* While *@word is @value; @limit may be NULL. */
static void futex_wait(atomic_int *word, int value, const struct timespec *limit)
{
	syscall(__NR_futex, word, FUTEX_WAIT_PRIVATE, value, limit, NULL, 0);
}

static void *actor_thread(void *arg)
{
	struct actor *a = arg;

	atomic_store(&a->tid, gettid());
	for (int n = 0;; n++) {
		while (atomic_load(&a->told) == n)
			futex_wait(&a->told, n, NULL);
		if (!a->run)
			return NULL;
		a->answer = a->run(a->arg);
		atomic_store(&a->done, n + 1);
		futex_wake(&a->done);
	}
}

int actor_open(struct actor *a, int cpu)
{
	pthread_attr_t attr;
	cpu_set_t cpus;
	int error;

	*a = (struct actor){ 0 };
	CPU_ZERO(&cpus);
	CPU_SET(cpu, &cpus);
	pthread_attr_init(&attr);
	pthread_attr_setaffinity_np(&attr, sizeof(cpus), &cpus);
	error = pthread_create(&a->thread, &attr, actor_thread, a);
	pthread_attr_destroy(&attr);
	while (!error && !atomic_load(&a->tid))
		sched_yield();
	return -error;
}

void actor_go(struct actor *a, int (*run)(void *arg), void *arg)
{
	a->run = run;
	a->arg = arg;
	atomic_fetch_add(&a->told, 1);
	futex_wake(&a->told);
}

/* A thread that an Oops has killed is gone without a word. */
static enum actor_state state_of(struct actor *a)
{
	bool gone = tgkill(getpid(), atomic_load(&a->tid), 0) && errno == ESRCH;

	if (atomic_load(&a->done) == atomic_load(&a->told))
		return ACTOR_ENDED;
	return gone ? ACTOR_DIED : ACTOR_GOES_ON;
}

bool actor_is_over(void *actor)
{
	return state_of(actor) != ACTOR_GOES_ON;
}

/* The time is counted by the time base: the kernel's clocks jump when the first vCPU runs. */
enum actor_state actor_wait(struct actor *a, unsigned int limit_ms)
{
	const struct timespec slice = { .tv_nsec = SLICE_NS };
	uint64_t end_tb = timebase_now() + timebase_from_ms(limit_ms);
	enum actor_state state;

	while ((state = state_of(a)) == ACTOR_GOES_ON && timebase_now() < end_tb)
		futex_wait(&a->done, atomic_load(&a->told) - 1, &slice);
	return state;
}

/* The CPU time that it has had. */
static uint64_t ran_ms(const struct actor *a)
{
	struct timespec ran = { 0 };
	clockid_t clock;

	if (pthread_getcpuclockid(a->thread, &clock) || clock_gettime(clock, &ran))
		return 0;
	return (uint64_t)ran.tv_sec * 1000 + ran.tv_nsec / 1000000;
}

enum actor_state actor_wait_busy(struct actor *a, unsigned int nap_ms, unsigned int limit_ms)
{
	uint64_t end_tb = timebase_now() + timebase_from_ms(limit_ms), before_ms;
	enum actor_state state;

	do {
		before_ms = ran_ms(a);
		state = actor_wait(a, nap_ms);
	} while (state == ACTOR_GOES_ON && ran_ms(a) - before_ms > nap_ms / 10 &&
		 timebase_now() < end_tb);
	return state;
}

void actor_close(struct actor *a)
{
	if (state_of(a) == ACTOR_ENDED)
		actor_go(a, NULL, NULL);
	pthread_join(a->thread, NULL);
}
