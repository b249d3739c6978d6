// SPDX-License-Identifier: GPL-2.0-only
#include <time.h>
#include <unistd.h>

#include "race_parts.h"

#define LATE_TB	       (TIMEBASE_HZ / 1000) /* 1 ms: who slept is awake by then */
#define SHAKE_TB       (TIMEBASE_HZ / 500) /* all attempts to find both sides on their CPUs, 2 ms */
#define SHAKE_CROWD_TB (TIMEBASE_HZ / 50)  /* the same in a crowd, 20 ms */
#define SHAKE_ONCE_TB  (TIMEBASE_HZ / 50000) /* one of them */
#define SHAKE_LEAST_TB 128		     /* no answer is too late by less */

/* --- a side, in its own thread or in the caller's --------------------------------------------- */

/* Whose @run this thread is in. */
static _Thread_local struct seat *running;

void race_begins_here(void)
{
	if (running)
		running->start_tb = timebase_now();
}

void race_ends_here(void)
{
	if (running)
		running->end_tb = timebase_now();
}

/* A long wait is slept through, but for its last part, in which to wake up. */
static void doze(uint64_t at_tb)
{
	uint64_t now_tb = timebase_now();
	struct timespec t = { 0 };

	if (at_tb < now_tb + 2 * BELL_SOON_TB)
		return;
	t.tv_sec = (time_t)((at_tb - now_tb - BELL_SOON_TB) / TIMEBASE_HZ);
	t.tv_nsec =
		(long)((at_tb - now_tb - BELL_SOON_TB) % TIMEBASE_HZ * 1000000000 / TIMEBASE_HZ);
	nanosleep(&t, NULL);
}

static void count_migration(struct seat *seat, int began_on)
{
	int ended_on = sched_getcpu();

	seat->migrations += seat->last_on != began_on || began_on != ended_on;
	seat->last_on = ended_on;
}

static void seat_run(struct seat *seat)
{
	uint64_t at_tb = seat->at_tb, now_tb;
	int began_on = seat->race->migrates ? sched_getcpu() : 0;

	running = seat;
	seat->end_tb = 0;
	doze(at_tb);
	do {
		now_tb = timebase_now();
	} while (now_tb < at_tb);
	seat->start_tb = now_tb;
	seat->ret = seat->side.run(seat->side.arg);
	now_tb = timebase_now();
	if (!seat->end_tb)
		seat->end_tb = now_tb;
	running = NULL;
	if (seat->race->migrates)
		count_migration(seat, began_on);
}

static void await(struct seat *seat, struct bell *bell, const atomic_uint *word, unsigned int value)
{
	bool crowded = atomic_load_explicit(&seat->race->crowded, memory_order_relaxed);

	bell_await(bell, word, value, crowded ? 0 : seat->yield_tb);
}

static void tell_caller(struct seat *seat, atomic_uint *what, unsigned int round)
{
	atomic_store_explicit(what, round, memory_order_release);
	bell_ring(&seat->race->caller);
}

bool race_is_companion(const struct seat *seat)
{
	return seat->nr == 2 && seat->race->shared_cpu;
}

/* Until the appointment stands, answer the caller, who wants to know if this CPU is at it now. */
static void meet(struct seat *seat, unsigned int round)
{
	struct race *r = seat->race;
	uint64_t until_tb = timebase_now() + BELL_SOON_TB;

	while (atomic_load_explicit(&r->go, memory_order_acquire) != round) {
		atomic_store_explicit(&seat->pong,
				      atomic_load_explicit(&r->ping, memory_order_relaxed),
				      memory_order_release);
		if (timebase_now() > until_tb)
			await(seat, &seat->bell, &r->go, round);
	}
}

void *race_seat_thread(void *arg)
{
	struct seat *seat = arg;
	struct race *r = seat->race;

	seat->tid = gettid();
	tell_caller(seat, &seat->here, 1);
	for (unsigned int round = 1;; round++) {
		await(seat, &seat->bell, &r->round, round);
		if (r->quit)
			return NULL;
		tell_caller(seat, &seat->began, round);
		if (!race_is_companion(seat))
			meet(seat, round);
		seat_run(seat);
		tell_caller(seat, &seat->ended, round);
	}
}

/* --- the caller ------------------------------------------------------------------------------- */

void race_ring_all(struct race *r)
{
	for (unsigned int i = 1; i < r->nr_sides; i++)
		bell_ring(&r->seat[i].bell);
}

/* A question that the other side answers as soon as it sees it. */
static unsigned int next_ping(struct race *r)
{
	unsigned int n = atomic_load_explicit(&r->ping, memory_order_relaxed) + 1;

	atomic_store_explicit(&r->ping, n, memory_order_relaxed);
	return n;
}

/* True if the answer came, and as quickly as usual. */
static bool is_answered(struct race *r, unsigned int ping)
{
	uint64_t begin_tb = timebase_now(), took_tb;

	while (atomic_load_explicit(&r->seat[1].pong, memory_order_acquire) != ping)
		if (timebase_now() - begin_tb > SHAKE_ONCE_TB)
			return false;
	took_tb = timebase_now() - begin_tb;
	if (took_tb > 2 * r->usual_tb)
		r->usual_tb += r->usual_tb / 64 + 1;
	else
		r->usual_tb = (15 * r->usual_tb + took_tb) / 16;
	return took_tb <= 4 * r->usual_tb + SHAKE_LEAST_TB;
}

/*
 * Where CPUs are shared (an emulated machine, a busy host) one of the two may stand still just
 * now. Wait for a moment in which an answer comes as quickly as usual, longer in a crowd, where
 * such moments are rare, but not for long: the try is made in any case.
 */
static void shake_hands(struct race *r)
{
	uint64_t most_tb = race_is_crowded(&r->crowd) ? SHAKE_CROWD_TB : SHAKE_TB;
	uint64_t until_tb = timebase_now() + most_tb;

	while (!is_answered(r, next_ping(r)) && timebase_now() < until_tb)
		;
}

static unsigned int call_in(struct race *r)
{
	unsigned int round = atomic_load_explicit(&r->round, memory_order_relaxed) + 1;

	r->seat[2].at_tb = 0;
	atomic_store_explicit(&r->round, round, memory_order_release);
	if (r->shared_cpu) { /* the companion first */
		bell_ring(&r->seat[2].bell);
		await(&r->seat[0], &r->caller, &r->seat[2].began, round);
	}
	race_ring_all(r);
	return round;
}

/* Return when all are there. */
static void gather(struct race *r, unsigned int round)
{
	uint64_t called_tb = timebase_now();

	for (unsigned int i = 1; i < r->nr_sides; i++)
		await(&r->seat[0], &r->caller, &r->seat[i].began, round);
	race_crowd_learn(&r->crowd, timebase_now() - called_tb > LATE_TB);
	atomic_store_explicit(&r->crowded, race_is_crowded(&r->crowd), memory_order_relaxed);
	if (!r->unaimed)
		shake_hands(r);
}

static uint64_t appointment(const struct race *r)
{
	uint64_t in_tb = 3 * r->usual_tb;

	if (in_tb < RACE_APPOINTMENT_TB / 4)
		in_tb = RACE_APPOINTMENT_TB / 4;
	return timebase_now() + (in_tb < RACE_APPOINTMENT_TB ? in_tb : RACE_APPOINTMENT_TB);
}

static void appoint(struct race *r, unsigned int round, int64_t offset_tb)
{
	uint64_t first_tb = r->unaimed ? 0 : appointment(r);

	r->seat[0].at_tb = first_tb + (offset_tb < 0 ? (uint64_t)-offset_tb : 0);
	r->seat[1].at_tb = first_tb + (offset_tb > 0 ? (uint64_t)offset_tb : 0);
	if (!r->shared_cpu) /* the companion runs already, and reads its own, call_in() */
		r->seat[2].at_tb = first_tb;
	atomic_store_explicit(&r->go, round, memory_order_release);
	race_ring_all(r);
}

static void note(struct race *r, struct race_sample *sample, struct race_stats *stats)
{
	*sample = (struct race_sample){ 0 };
	for (unsigned int i = 0; i < 2; i++) {
		sample->start_tb[i] = r->seat[i].start_tb;
		sample->end_tb[i] = r->seat[i].end_tb;
		sample->ret[i] = r->seat[i].ret;
	}
	if (!stats)
		return;
	stats->tries++;
	stats->in_crowd += race_is_crowded(&r->crowd);
	stats->by_order[race_order_of(sample)]++;
	for (unsigned int i = 0; i < r->nr_sides; i++)
		race_codes_add(&stats->codes[i], r->seat[i].ret);
}

void race_unaimed(struct race *r)
{
	r->unaimed = true;
}

void race_try(struct race *r, struct race_sample *sample, struct race_stats *stats)
{
	unsigned int round = call_in(r);
	int64_t offset_tb = race_sweep_aim(r->sweep); /* while they come */

	gather(r, round);
	appoint(r, round, offset_tb);
	seat_run(&r->seat[0]);
	for (unsigned int i = 1; i < r->nr_sides; i++)
		await(&r->seat[0], &r->caller, &r->seat[i].ended, round);
	note(r, sample, stats);
}

void race_learn(struct race *r, const struct race_sample *sample)
{
	race_sweep_learn(r->sweep, sample);
}

void race_codes_add(struct race_codes *codes, int code)
{
	for (unsigned int i = 0; i < codes->nr; i++) {
		if (codes->code[i] == code) {
			codes->count[i]++;
			return;
		}
	}
	if (codes->nr == RACE_MAX_CODES) {
		codes->other++;
		return;
	}
	codes->code[codes->nr] = code;
	codes->count[codes->nr++] = 1;
}
