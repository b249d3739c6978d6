// SPDX-License-Identifier: GPL-2.0-only
/*
 * How many tries to the first hit of planted races, simulated: our aim, uniformly random delays
 * over the same range, and LTP's fuzzy synchronisation. Every seed is a race of its own: other
 * durations, other places.
 * Usage: aim [SEEDS]. Exit 1 when our aim is not as good as it must be.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "fuzzy_sync.h"
#include "planted.h"

#define SEEDS	  500
#define MAX_TRIES 100000 /* a method that has not hit by then is counted with this */
/* Times fewer than with uniform delays, over the shapes in which the answers tell where to aim. */
#define BAR 5.0

enum method { OURS, UNIFORM, FUZZY, FUZZY_SHORT, NR_METHODS };

static const char *const method_name[NR_METHODS] = { "ours", "uniform", "fuzzy", "fuzzy/20" };

/* 0.1 us of jitter at the start, durations within 3%, one side in 200 put aside for 0.2 ms. */
static const struct planted_noise noise = {
	.start_tb = 60, .duration = 0.03, .outliers = 0.005, .outlier_tb = 100000, .drift = 1
};

/* clang-format off */
static const struct shape {
	const char *name;
	enum planted_codes codes;
	enum planted_place place;
	double width;
} shapes[] = {
	{ "check then act, late codes, 1/20",   PLANTED_LATE,     PLANTED_AT,       1. / 20 },
	{ "check then act, late codes, 1/100",  PLANTED_LATE,     PLANTED_AT,       1. / 100 },
	{ "check then act, late codes, 1/1000", PLANTED_LATE,     PLANTED_AT,       1. / 1000 },
	{ "some time after the check, 1/20",    PLANTED_LATE,     PLANTED_NEAR,     1. / 20 },
	{ "some time after the check, 1/100",   PLANTED_LATE,     PLANTED_NEAR,     1. / 100 },
	{ "some time after the check, 1/1000",  PLANTED_LATE,     PLANTED_NEAR,     1. / 1000 },
	{ "before or behind a change, 1/20",    PLANTED_ORDER,    PLANTED_NEAR,     1. / 20 },
	{ "before or behind a change, 1/100",   PLANTED_ORDER,    PLANTED_NEAR,     1. / 100 },
	{ "before or behind a change, 1/1000",  PLANTED_ORDER,    PLANTED_NEAR,     1. / 1000 },
	{ "anywhere after the check, 1/100",    PLANTED_LATE,     PLANTED_ANYWHERE, 1. / 100 },
	{ "anywhere, with codes, 1/100",        PLANTED_ORDER,    PLANTED_ANYWHERE, 1. / 100 },
	{ "anywhere, no codes, 1/20",           PLANTED_NO_CODES, PLANTED_ANYWHERE, 1. / 20 },
	{ "anywhere, no codes, 1/100",          PLANTED_NO_CODES, PLANTED_ANYWHERE, 1. / 100 },
	{ "anywhere, no codes, 1/1000",         PLANTED_NO_CODES, PLANTED_ANYWHERE, 1. / 1000 },
};
/* clang-format on */

#define NR_SHAPES (sizeof(shapes) / sizeof(shapes[0]))

/* --- the methods ------------------------------------------------------------------------------ */

struct aimer {
	enum method method;
	struct race_sweep ours;
	struct fuzzy_sync fuzzy;
	struct prng uniform;
};

static void aimer_init(struct aimer *a, enum method method, uint64_t seed)
{
	a->method = method;
	race_sweep_init(&a->ours, seed);
	fuzzy_sync_init(&a->fuzzy, seed, method == FUZZY ? FUZZY_SAMPLES : FUZZY_LEAST_SAMPLES);
	a->uniform = prng_seed(seed);
}

/* It knows the durations beforehand. */
static int64_t uniform_aim(struct prng *prng, const struct planted *p)
{
	struct race_sweep known = { .duration_tb = { p->op[0].duration_tb, p->op[1].duration_tb },
				    .jitter_tb = noise.start_tb };
	int64_t low_tb, high_tb;

	race_sweep_range(&known, &low_tb, &high_tb);
	return low_tb + (int64_t)prng_below(prng, (uint64_t)(high_tb - low_tb));
}

static int64_t aim(struct aimer *a, const struct planted *p)
{
	if (a->method == OURS)
		return race_sweep_aim(&a->ours);
	return a->method == UNIFORM ? uniform_aim(&a->uniform, p) : fuzzy_sync_aim(&a->fuzzy);
}

static void learn(struct aimer *a, const struct race_sample *sample)
{
	if (a->method == OURS)
		race_sweep_learn(&a->ours, sample);
	else if (a->method != UNIFORM)
		fuzzy_sync_learn(&a->fuzzy, sample);
}

/* --- the measurement -------------------------------------------------------------------------- */

static unsigned int tries_to_hit(const struct shape *shape, enum method method, uint64_t seed)
{
	struct prng prng = prng_fork(seed, 1000 + method);
	struct race_sample sample;
	struct planted p;
	struct aimer a;
	unsigned int n = 1;

	planted_any(&p, shape->codes, shape->place, shape->width, seed);
	aimer_init(&a, method, seed);
	while (!planted_try(&p, &noise, &prng, aim(&a, &p), &sample) && n < MAX_TRIES) {
		learn(&a, &sample);
		n++;
	}
	return n;
}

static int compare(const void *a, const void *b)
{
	const unsigned int *x = a, *y = b;

	return *x < *y ? -1 : *x > *y;
}

struct score {
	double mean, median;
};

static struct score measure(const struct shape *shape, enum method method, unsigned int nr_seeds)
{
	unsigned int *tries = calloc(nr_seeds, sizeof(*tries));
	struct score score = { 0 };

	if (!tries)
		exit(99);
	for (unsigned int i = 0; i < nr_seeds; i++) {
		tries[i] = tries_to_hit(shape, method, i + 1);
		score.mean += tries[i] / (double)nr_seeds;
	}
	qsort(tries, nr_seeds, sizeof(*tries), compare);
	score.median = tries[nr_seeds / 2];
	free(tries);
	return score;
}

/* Some of the shapes: tries to hit each of them once, and the geometric mean of the ratios. */
struct summary {
	double sum[NR_METHODS], log_ratio[NR_METHODS];
	unsigned int nr;
};

static void add(struct summary *s, const struct score score[NR_METHODS])
{
	for (enum method m = 0; m < NR_METHODS; m++) {
		s->sum[m] += score[m].mean;
		s->log_ratio[m] += log(score[m].mean / score[OURS].mean);
	}
	s->nr++;
}

static double ratio(const struct summary *s, enum method m)
{
	return s->sum[m] / s->sum[OURS];
}

static void print_summary(const char *name, const struct summary *s)
{
	printf("aim: %-36s", name);
	for (enum method m = 0; m < NR_METHODS; m++)
		printf(" %13.0f", s->sum[m]);
	for (enum method m = UNIFORM; m < NR_METHODS; m++)
		printf(" %6.1f", ratio(s, m));
	printf("  (geometric mean");
	for (enum method m = UNIFORM; m < NR_METHODS; m++)
		printf(" %.1f", exp(s->log_ratio[m] / s->nr));
	printf(")\n");
}

static void print_score(const struct shape *shape, const struct score score[NR_METHODS])
{
	printf("aim: %-36s", shape->name);
	for (enum method m = 0; m < NR_METHODS; m++)
		printf(" %6.0f %6.0f", score[m].median, score[m].mean);
	for (enum method m = UNIFORM; m < NR_METHODS; m++)
		printf(" %6.1f", score[m].mean / score[OURS].mean);
	printf("\n");
}

/* Where no answer says anything of the place, no aim can know it: uniform is as good as any. */
static void print_verdict(const struct summary *told, const struct summary *untold,
			  const struct summary *all)
{
	printf("aim: where the answers tell, times fewer than uniform: %.1f, bar %.0f "
	       "(geometric mean %.1f)\n",
	       ratio(told, UNIFORM), BAR, exp(told->log_ratio[UNIFORM] / told->nr));
	printf("aim: where they do not, which no aim can know: %.1f, no bar; all shapes: %.1f\n",
	       ratio(untold, UNIFORM), ratio(all, UNIFORM));
	printf("aim: all shapes, times fewer than fuzzy: %.1f, bar 1 (with %d samples instead of "
	       "%d: %.1f)\n",
	       ratio(all, FUZZY), FUZZY_LEAST_SAMPLES, FUZZY_SAMPLES, ratio(all, FUZZY_SHORT));
}

static bool is_good(const struct summary *told, const struct summary *all)
{
	return ratio(told, UNIFORM) >= BAR && ratio(all, FUZZY) > 1 && ratio(all, FUZZY_SHORT) > 1;
}

int main(int argc, char **argv)
{
	unsigned int nr_seeds = argc > 1 ? (unsigned int)atoi(argv[1]) : SEEDS;
	struct summary told = { 0 }, untold = { 0 }, all = { 0 };

	printf("aim: tries to the first hit, simulated, %u races each: median and mean of\n",
	       nr_seeds);
	printf("aim: %-36s", "");
	for (enum method m = 0; m < NR_METHODS; m++)
		printf(" %13s", method_name[m]);
	printf("  mean, times ours\n");
	for (size_t i = 0; i < NR_SHAPES; i++) {
		struct score score[NR_METHODS];

		for (enum method m = 0; m < NR_METHODS; m++)
			score[m] = measure(&shapes[i], m, nr_seeds);
		print_score(&shapes[i], score);
		add(shapes[i].place == PLANTED_ANYWHERE ? &untold : &told, score);
		add(&all, score);
	}
	print_summary("all, the answers tell where", &told);
	print_summary("all, the answers do not", &untold);
	print_summary("all", &all);
	print_verdict(&told, &untold, &all);
	return !is_good(&told, &all);
}
