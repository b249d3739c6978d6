// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: selfcheck.race
 * The engine finds races that are planted in user space, at every alignment of their critical
 * parts and down to a width of a few ticks, in a bounded number of tries; finds none in pairs that
 * a lock keeps apart; says never overlapped of a pair that cannot overlap; finds a race again at
 * the offset of its first hit; and each amplifier is seen to do what its name says.
 *
 * Source: lib/race.h
 */
#include "../kit/mock_pair.h"

#define A_TB 6000 /* 12 us */
#define B_TB 9000

enum { NARROW = 75, WIDE = 3750 }; /* a few atomic accesses; a quarter of all offsets */

/* A critical part of this width at the start, in the middle or at the end. */
static struct mock_op op_at(uint32_t duration_tb, unsigned int third, uint32_t width_tb)
{
	uint32_t from_tb = (duration_tb - width_tb) / 2 * third;

	return (struct mock_op){ duration_tb, from_tb, from_tb + width_tb };
}

static const char *const thirds[] = { "start", "middle", "end" };

static void find(struct test *t, struct mock_pair *pair, unsigned int tries)
{
	struct race_sweep sweep;
	struct mock_result result;

	race_sweep_init(&sweep, prng_next(t_prng(t)));
	mock_race(t, pair, &sweep, tries, false, &result);
	t_diag(t, "first hit at try %llu, offset %lld ticks; starts miss by %.0f",
	       (unsigned long long)result.first_hit, (long long)result.hit_tb, sweep.jitter_tb);
	t_expect(t, result.hits, "no hit in %u tries, %llu of which overlapped", tries,
		 (unsigned long long)result.stats.by_order[RACE_OVERLAPPED]);
}

/* Nothing but the sequence to find these: there are no codes. */
static void find_everywhere(struct test *t, const char *name, uint32_t width_tb, unsigned int tries)
{
	for (unsigned int a = 0; a < 3; a++) {
		for (unsigned int b = 0; b < 3; b++) {
			struct mock_pair pair = {
				.kind = MOCK_OPEN,
				.op = { op_at(A_TB, a, width_tb / 2),
					op_at(B_TB, b, width_tb / 2) },
			};

			t_case(t, "%s, A %s, B %s", name, thirds[a], thirds[b]);
			find(t, &pair, tries);
		}
	}
}

static void find_by_codes(struct test *t)
{
	for (unsigned int a = 0; a < 3; a++) {
		struct mock_pair pair = {
			.kind = MOCK_CHECK,
			.op = { op_at(A_TB, a, 0), op_at(B_TB, 1, NARROW) },
		};

		t_case(t, "used right after the check, A %s", thirds[a]);
		find(t, &pair, 20000);
	}
}

static void keep_apart(struct test *t)
{
	struct mock_pair pair = {
		.kind = MOCK_LOCKED,
		.op = { op_at(A_TB, 1, WIDE / 2), op_at(B_TB, 1, WIDE / 2) },
	};
	struct race_sweep sweep;
	struct mock_result result;
	uint64_t overlapped = 0;
	unsigned int tries = 0;

	t_case(t, "critical parts under one lock");
	race_sweep_init(&sweep, prng_next(t_prng(t)));
	for (; tries < 10000 && overlapped < 100; tries += 500) {
		mock_race(t, &pair, &sweep, 500, true, &result);
		overlapped += result.stats.by_order[RACE_OVERLAPPED];
		t_expect(t, !result.hits, "hit %llu times", (unsigned long long)result.hits);
	}
	t_expect(t, overlapped >= 100, "%llu of %u tries overlapped",
		 (unsigned long long)overlapped, tries);

	t_case(t, "whole operations under one lock");
	pair.kind = MOCK_SERIAL;
	race_sweep_init(&sweep, prng_next(t_prng(t)));
	mock_race(t, &pair, &sweep, 500, true, &result);
	t_expect(t, !result.hits, "hit %llu times", (unsigned long long)result.hits);
	t_expect(t, !result.stats.by_order[RACE_OVERLAPPED], "%llu of 500 tries overlapped",
		 (unsigned long long)result.stats.by_order[RACE_OVERLAPPED]);
}

/* A side may be put aside before its start: that is seen, and counted as what it was. */
static void be_fixed(struct test *t, int64_t offset_tb, enum race_order order)
{
	struct mock_pair pair = { .op = { op_at(A_TB, 1, WIDE / 2), op_at(B_TB, 1, WIDE / 2) } };
	struct race_sweep sweep;
	struct mock_result result;
	unsigned int tries = 0, seen = 0;

	race_sweep_init(&sweep, 1);
	race_sweep_fix(&sweep, offset_tb);
	for (; tries < 5000 && seen < 50; tries += 100) {
		mock_race(t, &pair, &sweep, 100, true, &result);
		seen += (unsigned int)result.stats.by_order[order];
	}
	t_expect(t, seen >= 50, "%u of %u tries", seen, tries);
}

/* Elsewhere they meet only if a side is put aside in between: no offset brings that back. */
static bool parts_meet_at(const struct mock_pair *p, int64_t offset_tb)
{
	return offset_tb + p->op[1].from_tb < p->op[0].to_tb &&
	       offset_tb + p->op[1].to_tb > p->op[0].from_tb;
}

static void find_again(struct test *t)
{
	struct mock_pair pair = {
		.op = { op_at(A_TB, 2, NARROW), op_at(B_TB, 0, NARROW) },
	};
	struct race_sweep sweep;
	struct mock_result first, again;
	unsigned int by_chance = 0;

	race_sweep_init(&sweep, prng_next(t_prng(t)));
	do
		mock_race(t, &pair, &sweep, 20000, false, &first);
	while (first.hits && !parts_meet_at(&pair, first.hit_tb) && ++by_chance < 10);
	race_sweep_fix(&sweep, first.hit_tb);
	mock_race(t, &pair, &sweep, 100, true, &again);
	t_diag(t, "first at try %llu; at its offset %llu of 100 tries",
	       (unsigned long long)first.first_hit, (unsigned long long)again.hits);
	t_expect(t, again.hits, "hit in %llu of 100 tries at offset %lld",
		 (unsigned long long)again.hits, (long long)first.hit_tb);
}

static int count(void *arg)
{
	++*(unsigned int *)arg;
	return 0;
}

static void third_side(struct test *t)
{
	struct mock_pair pair = { .op = { op_at(A_TB, 1, WIDE / 2), op_at(B_TB, 1, WIDE / 2) } };
	struct race_stats stats = { 0 };
	struct race_sample sample;
	struct race_sweep sweep;
	unsigned int runs = 0;
	struct race_side side[3];
	struct race *race;

	race_sweep_init(&sweep, 1);
	mock_sides(&pair, side);
	side[2] = (struct race_side){ count, &runs };
	race = race_open(3, side, &sweep, 0, NULL);
	for (unsigned int i = 0; race && i < 100; i++)
		race_try(race, &sample, &stats);
	if (race)
		race_close(race);
	t_expect(t, runs == 100 && stats.codes[2].count[0] == 100, "ran %u times in 100 tries",
		 runs);
}

#define AMPLIFY_MS 10000 /* at most; a tenth of a second does on a quiet machine */

static uint64_t *count_of(struct race_amplified *did, unsigned int amplifier)
{
	if (amplifier == RACE_MIGRATE)
		return &did->migrations;
	return amplifier == RACE_TIMERS ? &did->timers : &did->preemptions;
}

/* Race until it has been seen to do its work so often; or 1000 tries without one. */
static void amplify(struct test *t, unsigned int amplifier, uint64_t wanted,
		    struct race_amplified *did)
{
	struct mock_pair pair = { .op = { op_at(A_TB, 1, WIDE / 2), op_at(B_TB, 1, WIDE / 2) } };
	uint64_t until_tb = timebase_now() + timebase_from_ms(AMPLIFY_MS);
	struct race_sample sample;
	struct race_sweep sweep;
	struct race_side side[2];
	unsigned int tries = 0;
	struct race *race;
	struct why why;

	race_sweep_init(&sweep, 1);
	mock_sides(&pair, side);
	race = race_open(2, side, &sweep, amplifier, &why);
	if (!race)
		t_error(t, "%s", why.text);
	do {
		race_try(race, &sample, NULL);
		if (++tries % 100 == 0)
			race_amplified(race, did);
	} while (tries < 1000 ||
		 (amplifier && *count_of(did, amplifier) < wanted && timebase_now() < until_tb));
	race_close(race);
	t_diag(t, "in %u tries %llu preemptions, %llu timers, %llu migrations", tries,
	       (unsigned long long)did->preemptions, (unsigned long long)did->timers,
	       (unsigned long long)did->migrations);
}

static void amplifiers(struct test *t)
{
	static const struct {
		const char *name;
		unsigned int amplifier;
		uint64_t wanted;
	} kinds[] = {
		{ "preemptions", RACE_PREEMPT, 100 },
		{ "timer interrupts", RACE_TIMERS, 200 },
		{ "migrations", RACE_MIGRATE, 50 },
	};
	struct race_amplified did;

	t_case(t, "no amplifier");
	amplify(t, 0, 0, &did);
	t_expect(t, !did.timers && !did.migrations, "timers or migrations without an amplifier");
	for (unsigned int i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
		t_case(t, "%s", kinds[i].name);
		amplify(t, kinds[i].amplifier, kinds[i].wanted, &did);
		t_expect(t, *count_of(&did, kinds[i].amplifier) >= kinds[i].wanted, "%llu of %llu",
			 (unsigned long long)*count_of(&did, kinds[i].amplifier),
			 (unsigned long long)kinds[i].wanted);
	}
}

static void on_one_cpu(struct test *t, void *arg)
{
	struct race_side side[2] = { { count, NULL }, { count, NULL } };
	struct race_sweep *sweep = arg;
	struct why why = { "" };
	cpu_set_t one;

	CPU_ZERO(&one);
	CPU_SET(sched_getcpu(), &one);
	sched_setaffinity(0, sizeof(one), &one);
	t_expect(t, !race_open(2, side, sweep, 0, &why), "opened on one CPU");
	t_expect(t, strstr(why.text, "two CPUs"), "refused with \"%s\"", why.text);
}

static void run(struct test *t)
{
	struct race_sweep sweep;

	find_everywhere(t, "a quarter", WIDE, 2000);
	find_everywhere(t, "one in a hundred", 2 * NARROW, 20000);
	find_by_codes(t);
	keep_apart(t);
	t_case(t, "A long before B");
	be_fixed(t, 4 * A_TB, RACE_A_FIRST);
	t_case(t, "B long before A");
	be_fixed(t, -4 * B_TB, RACE_B_FIRST);
	t_case(t, "both at once");
	be_fixed(t, 0, RACE_OVERLAPPED);
	t_case(t, "found again");
	find_again(t);
	t_case(t, "the third side");
	third_side(t);
	t_case(t, "one CPU is refused");
	race_sweep_init(&sweep, 1);
	t_in_child(t, on_one_cpu, &sweep);
	amplifiers(t);
}

TCELIFE_TEST(selfcheck_race, .name = "selfcheck.race", .run = run, .hang_s = 300);
