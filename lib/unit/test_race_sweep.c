// SPDX-License-Identifier: GPL-2.0-only
/* The aim, on simulated clocks. */
#include <errno.h>
#include <stdlib.h>

#include "../bench/planted.h"
#include "../prng.h"
#include "../race_sweep.h"
#include "unit.h"

#define A_TB 20000
#define B_TB 30000

static const struct planted_noise quiet = { .drift = 1 };
static const struct planted_noise noisy = {
	.start_tb = 60, .duration = 0.03, .outliers = 0.005, .outlier_tb = 100000, .drift = 1
};

/* The order changes at 0.5 * A_TB - 0.25 * B_TB. */
#define CHANGE_TB 2500

static struct planted pair(enum planted_codes codes)
{
	return (struct planted){
		.codes = codes,
		.teller = 1,
		.op = { { A_TB, .5, .5, .5 }, { B_TB, .25, .3, .25 } },
	};
}

/* Some tries; the last offset that was aimed at goes through @see. */
static void make_tries(struct race_sweep *s, const struct planted *p,
		       const struct planted_noise *noise, unsigned int tries, uint64_t seed,
		       void (*see)(int64_t at_tb, void *arg), void *arg)
{
	struct prng prng = prng_seed(seed);
	struct race_sample sample;

	for (unsigned int i = 0; i < tries; i++) {
		int64_t at_tb = race_sweep_aim(s);

		if (see)
			see(at_tb, arg);
		planted_try(p, noise, &prng, at_tb, &sample);
		race_sweep_learn(s, &sample);
	}
}

/* How many aims were from @low_tb up to @high_tb. */
struct tally {
	int64_t low_tb, high_tb;
	unsigned int nr;
};

static void count(int64_t at_tb, void *arg)
{
	struct tally *t = arg;

	t->nr += at_tb >= t->low_tb && at_tb < t->high_tb;
}

static void is_near(double got, double wanted, double part)
{
	if (!CHECK(got > wanted * (1 - part) && got < wanted * (1 + part)))
		CHECK_INT(got, wanted);
}

/* --- the sequence ----------------------------------------------------------------------------- */

static void same_seed_same_aims(void)
{
	struct planted p = pair(PLANTED_LATE);
	struct race_sweep one, same, other;
	unsigned int differ = 0;

	race_sweep_init(&one, 7);
	race_sweep_init(&same, 7);
	race_sweep_init(&other, 8);
	for (unsigned int i = 0; i < 500; i++) {
		int64_t at_tb = race_sweep_aim(&one);

		CHECK_INT(race_sweep_aim(&same), at_tb);
		differ += race_sweep_aim(&other) != at_tb;
		make_tries(&one, &p, &noisy, 1, i, NULL, NULL);
		make_tries(&same, &p, &noisy, 1, i, NULL, NULL);
		make_tries(&other, &p, &noisy, 1, i, NULL, NULL);
	}
	CHECK(differ > 400);
}

struct bins {
	unsigned int nr[100];
};

static void put(int64_t at_tb, void *arg)
{
	struct bins *bins = arg;

	if (at_tb >= -B_TB && at_tb < A_TB)
		bins->nr[(at_tb + B_TB) * 100 / (A_TB + B_TB)]++;
}

/* Without codes, every part of the range gets its share: no gap, no heap. */
static void covers_evenly(void)
{
	struct planted p = pair(PLANTED_NO_CODES);

	for (uint64_t seed = 0; seed < 20; seed++) {
		struct bins bins = { 0 };
		struct race_sweep s;

		race_sweep_init(&s, seed);
		make_tries(&s, &p, &quiet, 3, 1, NULL, NULL);
		make_tries(&s, &p, &quiet, 300, 1, put, &bins);
		for (int i = 0; i < 100; i++)
			if (!CHECK(bins.nr[i] >= 1 && bins.nr[i] <= 6))
				CHECK_INT(bins.nr[i], 3);
	}
}

static void reaches_both_ends(void)
{
	struct planted p = pair(PLANTED_NO_CODES);
	int64_t low_tb, high_tb;
	struct race_sweep s;

	race_sweep_init(&s, 1);
	make_tries(&s, &p, &noisy, 200, 1, NULL, NULL);
	race_sweep_range(&s, &low_tb, &high_tb);
	CHECK(low_tb <= -B_TB && low_tb > -B_TB * 3 / 2);
	CHECK(high_tb >= A_TB && high_tb < A_TB * 3 / 2);
}

/* --- durations -------------------------------------------------------------------------------- */

static void follows_drift(void)
{
	struct planted p = pair(PLANTED_LATE);
	struct planted_noise noise = noisy;
	struct tally near = { 0 };
	struct race_sweep s;

	race_sweep_init(&s, 3);
	make_tries(&s, &p, &noise, 500, 1, NULL, NULL);
	is_near(s.duration_tb[0], A_TB, 0.15);
	is_near(s.duration_tb[1], B_TB, 0.15);
	noise.drift = 2;
	make_tries(&s, &p, &noise, 100, 2, NULL, NULL);
	is_near(s.duration_tb[0], 2 * A_TB, 0.15);
	is_near(s.duration_tb[1], 2 * B_TB, 0.15);
	near.low_tb = 2 * CHANGE_TB - A_TB / 4;
	near.high_tb = 2 * CHANGE_TB + A_TB / 4;
	make_tries(&s, &p, &noise, 200, 3, count, &near);
	CHECK(near.nr > 60);
	noise.drift = 1;
	make_tries(&s, &p, &noise, 800, 4, NULL, NULL);
	is_near(s.duration_tb[0], A_TB, 0.2);
	is_near(s.duration_tb[1], B_TB, 0.2);
}

/* A side put aside for 20 ms now and then: neither the range nor the aim goes astray. */
static void bears_outliers(void)
{
	struct planted p = pair(PLANTED_LATE);
	struct planted_noise noise = noisy;
	struct tally near = { CHANGE_TB - 2500, CHANGE_TB + 2500, 0 };
	struct race_sweep s;

	noise.outliers = 0.02;
	noise.outlier_tb = 1e7;
	race_sweep_init(&s, 3);
	make_tries(&s, &p, &noise, 500, 1, NULL, NULL);
	make_tries(&s, &p, &noise, 500, 2, count, &near);
	is_near(s.duration_tb[0], A_TB, 0.4);
	is_near(s.duration_tb[1], B_TB, 0.4);
	CHECK(near.nr > 100);
}

/* Who is late is through at once; the others' durations are the ones that count. */
static void late_is_no_duration(void)
{
	struct race_sample late = { .late = { false, true }, .ret = { 0, -EBADF } };
	struct planted p = pair(PLANTED_LATE);
	struct race_sweep s;

	race_sweep_init(&s, 3);
	make_tries(&s, &p, &quiet, 100, 1, NULL, NULL);
	for (unsigned int i = 0; i < 1000; i++) {
		uint64_t b_tb = 1000000 + (uint64_t)race_sweep_aim(&s);

		late.start_tb[0] = 1000000;
		late.end_tb[0] = 1000000 + A_TB;
		late.start_tb[1] = b_tb;
		late.end_tb[1] = b_tb + 100;
		race_sweep_learn(&s, &late);
	}
	is_near(s.duration_tb[1], B_TB, 0.1);
}

/* --- codes ------------------------------------------------------------------------------------ */

/* Little is spent where one is too late, but not nothing. */
static void leaves_the_late_alone(void)
{
	struct planted p = pair(PLANTED_LATE);
	struct tally late = { CHANGE_TB + A_TB / 8, 2 * A_TB, 0 };
	struct race_sweep s;

	race_sweep_init(&s, 3);
	make_tries(&s, &p, &noisy, 100, 1, NULL, NULL);
	make_tries(&s, &p, &noisy, 1000, 1, count, &late);
	CHECK(late.nr < 100);
	CHECK(late.nr > 5);
}

/* Half of the tries are around the change, most of them very near; the others everywhere. */
static void goes_to_the_change(void)
{
	struct planted p = pair(PLANTED_ORDER);
	struct tally near = { CHANGE_TB - 3200, CHANGE_TB + 3200, 0 };
	struct tally very = { CHANGE_TB - 100, CHANGE_TB + 100, 0 };
	struct bins bins = { 0 };
	struct race_sweep s;

	race_sweep_init(&s, 3);
	make_tries(&s, &p, &quiet, 40, 1, NULL, NULL);
	make_tries(&s, &p, &quiet, 400, 1, count, &near);
	CHECK(near.nr > 180 && near.nr < 300);
	make_tries(&s, &p, &quiet, 400, 1, count, &very);
	CHECK(very.nr > 60);
	make_tries(&s, &p, &quiet, 600, 1, put, &bins);
	for (int i = 0; i < 100; i++)
		CHECK(bins.nr[i] >= 1);
}

/* A world of three outcomes, with the changes at -10000 and 5000. */
static void learn_three(struct race_sweep *s, int64_t at_tb, int64_t shift_tb)
{
	struct race_sample sample = {
		.start_tb = { 1000000, 1000000 + (uint64_t)at_tb },
		.end_tb = { 1000000 + A_TB, 1000000 + (uint64_t)at_tb + B_TB },
	};

	if (at_tb < -10000 + shift_tb)
		sample.ret[0] = -EBUSY;
	else if (at_tb > 5000 + shift_tb)
		sample.ret[1] = -ENODEV;
	race_sweep_learn(s, &sample);
}

static void shares_between_changes(void)
{
	struct tally first = { -11000, -9000, 0 }, second = { 4000, 6000, 0 };
	struct race_sweep s;

	race_sweep_init(&s, 5);
	for (unsigned int i = 0; i < 1000; i++) {
		int64_t at_tb = race_sweep_aim(&s);

		count(at_tb, &first);
		count(at_tb, &second);
		learn_three(&s, at_tb, 0);
	}
	CHECK(first.nr > 150 && second.nr > 150);
	CHECK(first.nr + second.nr < 700);
}

/* What was found is given up when it is contradicted. */
static void changes_may_move(void)
{
	struct tally before = { -11000, -9000, 0 }, after = { -4000, -2000, 0 };
	struct race_sweep s;

	race_sweep_init(&s, 5);
	for (unsigned int i = 0; i < 1400; i++) {
		int64_t at_tb = race_sweep_aim(&s);

		if (i >= 700) { /* 300 tries after the move */
			count(at_tb, &before);
			count(at_tb, &after);
		}
		learn_three(&s, at_tb, i < 400 ? 0 : 7000);
	}
	CHECK(after.nr > 100);
	CHECK(before.nr < 60);
}

/* --- the whole -------------------------------------------------------------------------------- */

static unsigned int tries_to_hit(const struct planted *p, uint64_t seed)
{
	struct prng prng = prng_seed(seed);
	struct race_sample sample;
	struct race_sweep s;

	race_sweep_init(&s, seed);
	while (!planted_try(p, &noisy, &prng, race_sweep_aim(&s), &sample) && s.n < 10000)
		race_sweep_learn(&s, &sample);
	return (unsigned int)s.n;
}

/* A hundred is what uniformly random delays need for a window of one in a hundred. */
static void hits_early(void)
{
	unsigned int sum = 0;

	for (uint64_t seed = 1; seed <= 200; seed++) {
		struct planted p;

		planted_any(&p, PLANTED_LATE, PLANTED_AT, 0.01, seed);
		sum += tries_to_hit(&p, seed);
	}
	CHECK(sum / 200 < 20);
}

static void replays(void)
{
	struct planted p = pair(PLANTED_LATE);
	struct tally fixed = { -4711, -4710, 0 };
	struct race_sweep s;

	race_sweep_init(&s, 9);
	make_tries(&s, &p, &noisy, 50, 1, NULL, NULL);
	race_sweep_fix(&s, -4711);
	make_tries(&s, &p, &noisy, 200, 1, count, &fixed);
	CHECK_INT(fixed.nr, 200);
	CHECK_INT(s.n, 250);
}

static void orders(void)
{
	struct race_sample s = { .start_tb = { 100, 200 }, .end_tb = { 200, 300 } };

	CHECK_INT(race_order_of(&s), RACE_A_FIRST);
	CHECK_INT(race_offset_of(&s), 100);
	s.end_tb[0] = 201;
	CHECK_INT(race_order_of(&s), RACE_OVERLAPPED);
	s.start_tb[1] = 50;
	s.end_tb[1] = 100;
	CHECK_INT(race_order_of(&s), RACE_B_FIRST);
	CHECK_INT(race_offset_of(&s), -50);
}

static const struct unit_case cases[] = {
	{ "same-seed-same-aims", same_seed_same_aims },
	{ "covers-evenly", covers_evenly },
	{ "reaches-both-ends", reaches_both_ends },
	{ "follows-drift", follows_drift },
	{ "bears-outliers", bears_outliers },
	{ "late-is-no-duration", late_is_no_duration },
	{ "leaves-the-late-alone", leaves_the_late_alone },
	{ "goes-to-the-change", goes_to_the_change },
	{ "shares-between-changes", shares_between_changes },
	{ "changes-may-move", changes_may_move },
	{ "hits-early", hits_early },
	{ "replays", replays },
	{ "orders", orders },
	{ NULL, NULL },
};

const struct unit_suite suite_race_sweep = { "race_sweep", cases };
