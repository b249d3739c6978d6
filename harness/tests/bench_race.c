// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: bench.race
 * No test but a measurement, for `make bench`: pairs of system calls raced by the engine, in tries
 * per second, against a bare loop that makes the same calls, with the same set-up, in one thread.
 *
 * Source: lib/race.h
 */
#include "../kit/bench_calls.h"

#define ROUNDS 9
#define TRIES  1000

static double per_second(uint64_t begin_tb)
{
	return TRIES / ((double)(timebase_now() - begin_tb) / TIMEBASE_HZ);
}

static double by_engine(struct race *race, const struct bench_calls *c, struct bench_state *s)
{
	struct race_stats stats = { 0 };
	struct race_sample sample;
	uint64_t begin_tb = timebase_now();

	for (unsigned int i = 0; i < TRIES; i++) {
		c->before(s);
		race_try(race, &sample, &stats);
		c->after(s);
		race_learn(race, &sample);
	}
	return per_second(begin_tb);
}

static double by_loop(const struct bench_calls *c, struct bench_state *s)
{
	uint64_t begin_tb = timebase_now();

	for (unsigned int i = 0; i < TRIES; i++) {
		c->before(s);
		c->a(s);
		c->b(s);
		c->after(s);
	}
	return per_second(begin_tb);
}

static int compare(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return x < y ? -1 : x > y;
}

/* The loop runs beside the engine's sleeping threads: fds cost more in a process with threads. */
static void measure(struct test *t, const struct bench_calls *c, struct bench_state *s)
{
	struct race_side side[2] = { { c->a, s }, { c->b, s } };
	double engine[ROUNDS], loop[ROUNDS], ratio[ROUNDS];
	struct race_sweep sweep;
	struct race *race;
	struct why why;

	race_sweep_init(&sweep, 1);
	race = race_open(2, side, &sweep, 0, &why);
	if (!race)
		t_error(t, "%s", why.text);
	for (unsigned int i = 0; i < ROUNDS; i++) {
		loop[i] = by_loop(c, s);
		engine[i] = by_engine(race, c, s);
		ratio[i] = engine[i] / loop[i];
	}
	race_close(race);
	qsort(ratio, ROUNDS, sizeof(ratio[0]), compare);
	qsort(engine, ROUNDS, sizeof(engine[0]), compare);
	qsort(loop, ROUNDS, sizeof(loop[0]), compare);
	t_diag(t, "engine: %s: %.0f tries/s, bare loop %.0f, ratio %.2f (%.2f to %.2f)", c->name,
	       engine[ROUNDS / 2], loop[ROUNDS / 2], ratio[ROUNDS / 2], ratio[0],
	       ratio[ROUNDS - 1]);
}

/* The part of a try that is arithmetic. */
static void measure_aim(struct test *t)
{
	struct race_sample sample = { .end_tb = { 5000, 5000 } };
	struct race_sweep sweep;
	uint64_t begin_tb = timebase_now();

	race_sweep_init(&sweep, 1);
	for (unsigned int i = 0; i < 1000; i++) {
		sample.start_tb[1] = (uint64_t)race_sweep_aim(&sweep);
		sample.end_tb[1] = sample.start_tb[1] + 5000;
		sample.ret[1] = race_offset_of(&sample) > 0 ? -EBADF : 0;
		race_sweep_learn(&sweep, &sample);
	}
	t_diag(t, "engine: aim alone: %llu ns a try",
	       (unsigned long long)((timebase_now() - begin_tb) * 1000000 / TIMEBASE_HZ));
}

static void run(struct test *t)
{
	struct bench_state s;

	t_case(t, "aim");
	measure_aim(t);
	bench_open(&s, t_targets(t));
	for (const struct bench_calls *c = bench_calls; c->name; c++) {
		t_case(t, "%s", c->name);
		measure(t, c, &s);
	}
	bench_close(&s);
}

TCELIFE_TEST(bench_race, .name = "bench.race", .run = run, .needs = NEEDS_KVM | NEEDS_GROUP,
	     .only_by_name = true, .hang_s = 300);
