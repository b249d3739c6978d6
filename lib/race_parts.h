/* SPDX-License-Identifier: GPL-2.0-only */
/* What race.c (a try) and race_open.c (threads come and go) share; nobody else includes it. */
#ifndef TCELIFE_RACE_PARTS_H
#define TCELIFE_RACE_PARTS_H

#include <pthread.h>
#include <sched.h>

#include "race.h"
#include "race_amplify.h"
#include "race_bell.h"
#include "race_crowd.h"

#define RACE_CACHE_LINE 128

/* To the start, at most; less if answers come quickly: time for all to see the appointment. */
#define RACE_APPOINTMENT_TB 1024

/* One side's place. Written by its own thread during a try, but for at_tb. */
struct seat {
	_Alignas(RACE_CACHE_LINE) struct race *race;
	struct race_side side;
	unsigned int nr;
	int cpu;
	pid_t tid;
	pthread_t thread;
	struct bell bell;
	uint64_t yield_tb; /* of its waits, where there is no crowd; then it sleeps */
	uint64_t at_tb;	   /* when it is to start */
	_Alignas(RACE_CACHE_LINE) uint64_t start_tb;
	uint64_t end_tb;
	int ret;
	uint64_t migrations; /* kept only with RACE_MIGRATE */
	int last_on;
	atomic_uint here;	  /* 1: the thread is up */
	atomic_uint began, ended; /* the last round in which it did */
	atomic_uint pong;	  /* the last ping that was seen */
};

struct race {
	unsigned int nr_sides, nr_threads;
	struct race_sweep *sweep;
	cpu_set_t former_cpus;
	bool shared_cpu; /* sides 1 and 2 have one between them */
	bool quit;
	bool migrates;
	bool unaimed;
	struct race_amplify *amplify; /* NULL: none */
	struct bell caller;
	_Alignas(RACE_CACHE_LINE) atomic_uint round; /* called, */
	atomic_uint go;				     /* and with an appointment */
	atomic_uint ping;
	uint64_t usual_tb; /* from a ping to its pong */
	struct race_crowd crowd;
	atomic_bool crowded; /* as of the last try: waits are slept through */
	struct seat seat[RACE_MAX_SIDES];
};

/* A side's thread: its struct seat is the argument. */
void *race_seat_thread(void *arg);

/* The third side, where it shares a CPU: it does not wait there, it begins when called. */
bool race_is_companion(const struct seat *seat);

/* Something has been written that the threads may sleep for. */
void race_ring_all(struct race *r);

#endif
