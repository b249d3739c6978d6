// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: bench.race
 * No test but a measurement, for `make bench`: pairs raced by the engine, in tries per second,
 * against a bare loop that makes the same calls in the same order, with the same set-up, in one
 * thread. Small system calls first, the extremes; then pairs of operations, with what a try of them
 * makes again.
 *
 * Source: lib/race.h, harness/race/op.h
 */
#include "../kit/bench_calls.h"

#define ROUNDS	  9
#define MAX_TRIES 1000
#define MIN_TRIES 8
#define ROUND_MS  150
#define BAR	  0.9 /* of the loop's tries per second, the median of the pairs that are raced */

static double per_second(unsigned int tries, uint64_t begin_tb)
{
	return tries / ((double)(timebase_now() - begin_tb) / TIMEBASE_HZ);
}

/* Of the tries' time: what is neither set-up nor from the first call's start to the end of both. */
struct share {
	uint64_t own_tb, all_tb;
};

/* Which call came first in each try: what is to be made again may depend on it. */
struct order {
	unsigned int tries;
	bool b_first[MAX_TRIES];
};

static bool b_was_first(const struct race_sample *sample)
{
	if (sample->late[0] != sample->late[1])
		return sample->late[0];
	return race_offset_of(sample) < 0;
}

static uint64_t earlier(const uint64_t tb[2])
{
	return tb[0] < tb[1] ? tb[0] : tb[1];
}

static uint64_t later(const uint64_t tb[2])
{
	return tb[0] > tb[1] ? tb[0] : tb[1];
}

static double by_engine(struct race *race, const struct bench_calls *c, struct bench_state *s,
			struct order *order, struct share *share)
{
	struct race_stats stats = { 0 };
	struct race_sample sample;
	uint64_t begin_tb = timebase_now();

	for (unsigned int i = 0; i < order->tries; i++) {
		uint64_t try_tb;

		c->before(s);
		try_tb = timebase_now();
		race_try(race, &sample, &stats);
		share->own_tb += timebase_now() - try_tb;
		share->own_tb -= later(sample.end_tb) - earlier(sample.start_tb);
		c->after(s);
		if (s->pair)
			bench_pair_judge(s, &sample);
		race_learn(race, &sample);
		order->b_first[i] = b_was_first(&sample);
	}
	share->all_tb += timebase_now() - begin_tb;
	return per_second(order->tries, begin_tb);
}

static double by_loop(const struct bench_calls *c, struct bench_state *s, const struct order *order)
{
	uint64_t begin_tb = timebase_now();

	for (unsigned int i = 0; i < order->tries; i++) {
		bool b_first = order->b_first[i];

		c->before(s);
		(b_first ? c->b : c->a)(s);
		(b_first ? c->a : c->b)(s);
		c->after(s);
	}
	return per_second(order->tries, begin_tb);
}

/* As many as take ROUND_MS; the first ones, which fill caches, are not measured. */
static unsigned int tries_a_round(struct race *race, const struct bench_calls *c,
				  struct bench_state *s, struct order *order)
{
	struct share unused = { 0 };
	double tries;

	order->tries = MIN_TRIES;
	by_engine(race, c, s, order, &unused);
	tries = by_engine(race, c, s, order, &unused) * ROUND_MS / 1000;
	return tries < MIN_TRIES ? MIN_TRIES : tries > MAX_TRIES ? MAX_TRIES : (unsigned int)tries;
}

static int compare(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return x < y ? -1 : x > y;
}

static double median(double *values, unsigned int nr)
{
	qsort(values, nr, sizeof(values[0]), compare);
	return values[nr / 2];
}

/* The loop runs beside the engine's sleeping threads: fds cost more in a process with threads. */
static double measure(struct test *t, const struct bench_calls *c, struct bench_state *s)
{
	struct race_side side[2] = { { c->a, s }, { c->b, s } };
	double engine[ROUNDS], loop[ROUNDS], ratio[ROUNDS], usual;
	struct share share = { 0 };
	struct race_sweep sweep;
	struct order order;
	struct race *race;
	struct why why;

	race_sweep_init(&sweep, 1);
	race = race_open(2, side, &sweep, 0, &why);
	if (!race)
		t_error(t, "%s", why.text);
	order.tries = tries_a_round(race, c, s, &order);
	for (unsigned int i = 0; i < ROUNDS; i++) {
		t_alive(t);
		engine[i] = by_engine(race, c, s, &order, &share);
		loop[i] = by_loop(c, s, &order);
		ratio[i] = engine[i] / loop[i];
	}
	race_close(race);
	usual = median(ratio, ROUNDS);
	t_diag(t,
	       "engine: %s: %.0f tries/s, bare loop %.0f, ratio %.2f (%.2f to %.2f); %.0f %% of a "
	       "try is the engine's own",
	       c->name, median(engine, ROUNDS), median(loop, ROUNDS), usual, ratio[0],
	       ratio[ROUNDS - 1], 100.0 * (double)share.own_tb / (double)share.all_tb);
	return usual;
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

static void measure_calls(struct test *t, struct bench_state *s)
{
	bench_open(s, t);
	for (const struct bench_calls *c = bench_calls; c->name; c++) {
		t_setup_case(t, "%s", c->name);
		measure(t, c, s);
	}
	bench_close(s);
}

static void measure_pairs(struct test *t, struct bench_state *s)
{
	double ratio[32];
	unsigned int nr = 0;

	for (const char *const *name = bench_pairs; *name; name++) {
		struct bench_calls c = bench_pair_open(s, t, *name);

		t_setup_case(t, "%s", *name);
		ratio[nr++] = measure(t, &c, s);
		bench_pair_close(s);
	}
	t_diag(t, "engine: median of %u pairs that are raced: %.2f, bar %.1f", nr,
	       median(ratio, nr), BAR);
}

static void run(struct test *t)
{
	struct bench_state s = { 0 };

	t_setup_case(t, "aim");
	measure_aim(t);
	measure_calls(t, &s);
	measure_pairs(t, &s);
	t_checked(t); /* as far as figures are something to check */
}

TCELIFE_TEST(bench_race, .name = "bench.race", .run = run, .needs = NEEDS_KVM | NEEDS_GROUP,
	     .only_by_name = true, .hang_s = 60);
