/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A thread that does what it is told, one thing after the other, and that may be held,
 * blocked, or killed in the kernel on its way.
 */
#ifndef TCELIFE_RACE_ACTOR_H
#define TCELIFE_RACE_ACTOR_H

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <sys/types.h>

enum actor_state {
	ACTOR_ENDED, /* it has done what it was told */
	ACTOR_DIED,  /* the kernel has killed it: an Oops */
	ACTOR_GOES_ON,
};

struct actor {
	int (*run)(void *arg);
	void *arg;
	int answer;
	pthread_t thread;
	atomic_int tid;
	atomic_int told; /* a futex: how often it was told something */
	atomic_int done; /* a futex: how often it has done it */
};

/* Make the thread, which may run on @cpu alone. 0 or -errno. */
int actor_open(struct actor *a, int cpu);

/* Tell it to run @run. Nothing is allocated or mapped on the way: mmap_lock may be held. */
void actor_go(struct actor *a, int (*run)(void *arg), void *arg);

/* Wait until it has done that, for @limit_ms at most; a->answer is what @run said. */
enum actor_state actor_wait(struct actor *a, unsigned int limit_ms);

/*
 * As actor_wait(), and on as long as it really runs: ACTOR_GOES_ON says that it sleeps, or that
 * @limit_ms have passed. @nap_ms is how long it must have done (nearly) nothing.
 */
enum actor_state actor_wait_busy(struct actor *a, unsigned int nap_ms, unsigned int limit_ms);

/* For hold_wait(): true if @actor, a struct actor, has done it or died. */
bool actor_is_over(void *actor);

/* End the thread; not one that goes on. */
void actor_close(struct actor *a);

#endif
