/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Waiting for another thread: spin for a short while, then sleep. The spin makes the usual short
 * wait cheap, and the sleep leaves the CPU to the kernel's own work in a long one.
 */
#ifndef TCELIFE_RACE_BELL_H
#define TCELIFE_RACE_BELL_H

#include <semaphore.h>
#include <stdatomic.h>
#include <stdbool.h>

#include "timebase.h"

#define BELL_SPIN_TB (TIMEBASE_HZ / 5000) /* 200 us: for what may take any time */
#define BELL_SOON_TB (TIMEBASE_HZ / 500)  /* 2 ms: for what takes a wake-up at most */

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

static inline bool bell_spin(const atomic_uint *word, unsigned int value, uint64_t spin_tb)
{
	uint64_t until_tb = timebase_now() + spin_tb;

	do {
		if (atomic_load_explicit(word, memory_order_acquire) == value)
			return true;
	} while (timebase_now() < until_tb);
	return false;
}

static inline void bell_sleep(struct bell *b)
{
	while (sem_wait(&b->sem))
		; /* a signal */
}

/* Return once *@word is @value; sleep after spinning for @spin_tb. */
static inline void bell_await(struct bell *b, const atomic_uint *word, unsigned int value,
			      uint64_t spin_tb)
{
	while (!bell_spin(word, value, spin_tb)) {
		atomic_store(&b->asleep, true);
		/* A ringer that saw no sleeper wrote the word before this look at it. */
		if (atomic_load(word) != value || !atomic_exchange(&b->asleep, false))
			bell_sleep(b);
	}
}

#endif
