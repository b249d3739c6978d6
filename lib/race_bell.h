/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Waiting for another thread: spin for a moment, then give the CPU to whoever wants it in between,
 * then sleep. A wait is mostly that for a set-up of some milliseconds; to be woken from sleep would
 * make it a good part longer. The kernel's own threads must not wait for one that only waits: what
 * is raced may need them to get on.
 */
#ifndef TCELIFE_RACE_BELL_H
#define TCELIFE_RACE_BELL_H

#include <sched.h>
#include <semaphore.h>
#include <stdatomic.h>
#include <stdbool.h>

#include "timebase.h"

#define BELL_SPIN_TB  (TIMEBASE_HZ / 5000)  /* 200 us: nobody else gets this CPU */
#define BELL_TURN_TB  (TIMEBASE_HZ / 10000) /* 100 us: it is offered to others so often */
#define BELL_YIELD_TB (TIMEBASE_HZ / 125)   /* 8 ms: usually no set-up takes longer */
#define BELL_SOON_TB  (TIMEBASE_HZ / 500)   /* 2 ms: a wake-up takes no longer */

/* One sleeper, any number of ringers. */
struct bell {
	atomic_bool asleep;
	sem_t sem;
};

static inline void bell_init(struct bell *b)
{
	atomic_init(&b->asleep, false);
	sem_init(&b->sem, 0, 0);
}

/* What the sleeper waits for has been written; wake it if it sleeps. */
static inline void bell_ring(struct bell *b)
{
	/* Between what was written and the look for a sleeper, who does it the other way round. */
	atomic_thread_fence(memory_order_seq_cst);
	if (atomic_load_explicit(&b->asleep, memory_order_relaxed) &&
	    atomic_exchange(&b->asleep, false))
		sem_post(&b->sem);
}

static inline bool bell_spin(const atomic_uint *word, unsigned int value, uint64_t yield_tb)
{
	uint64_t begin_tb = timebase_now(), spun_tb = 0, turn_tb = BELL_SPIN_TB;

	while (atomic_load_explicit(word, memory_order_acquire) != value) {
		if (spun_tb > BELL_SPIN_TB + yield_tb)
			return false;
		if (spun_tb > turn_tb) {
			/* Seldom: in the lab a system call gets in the way of those of others. */
			sched_yield();
			turn_tb = spun_tb + BELL_TURN_TB;
		}
		spun_tb = timebase_now() - begin_tb;
	}
	return true;
}

static inline void bell_sleep(struct bell *b)
{
	while (sem_wait(&b->sem))
		; /* a signal */
}

/* Return once *@word is @value; sleep after yielding for @yield_tb. */
static inline void bell_await(struct bell *b, const atomic_uint *word, unsigned int value,
			      uint64_t yield_tb)
{
	while (!bell_spin(word, value, yield_tb)) {
		atomic_store(&b->asleep, true);
		/* A ringer that saw no sleeper wrote the word before this look at it. */
		if (atomic_load(word) != value || !atomic_exchange(&b->asleep, false))
			bell_sleep(b);
	}
}

#endif
