// SPDX-License-Identifier: GPL-2.0-only
#include "race_sweep.h"

#include <string.h>

#include "prng.h"

#define FIRST_GUESS_TB 20000 /* of a duration, before anything was seen */

#define RISE	  8  /* a longer duration is believed at once (1/RISE of the difference), */
#define FALL	  64 /* a shorter one slowly: a range too wide costs tries, one too narrow races */
#define FIRST	  4  /* so many are made before caches are filled: the shortest of them counts */
#define OUTLIER	  4  /* so many times the duration: the side was put aside, its try tells nothing */
#define DOUBTS	  16 /* one in so many tries goes where nothing is expected */
#define CLUSTER	  64 /* changes nearer than this part of the range are one */
#define SKIPS	  32 /* points of the sequence that may be passed over in a row */
#define REACH	  16 /* how far from a change it is looked around: this part of the range */
#define EARLY	  32 /* so many tries look for the changes first, then every other */
#define FINEST_TB 16 /* nearer than this to a change, no two offsets differ */

void race_sweep_fix(struct race_sweep *s, int64_t offset_tb)
{
	s->fixed = true;
	s->fixed_tb = offset_tb;
}

static double duration_or_guess(const struct race_sweep *s, int side)
{
	return s->duration_tb[side] > 0 ? s->duration_tb[side] : FIRST_GUESS_TB;
}

void race_sweep_range(const struct race_sweep *s, int64_t *low_tb, int64_t *high_tb)
{
	double low = -duration_or_guess(s, 1), high = duration_or_guess(s, 0);
	double slack = 2 * s->jitter_tb, most = (high - low) / 8;

	if (slack > most)
		slack = most; /* a wider range does not catch starts that miss by more */
	slack += (high - low) / 64;
	*low_tb = (int64_t)(low - slack);
	*high_tb = (int64_t)(high + slack) + 1;
}

void race_sweep_init(struct race_sweep *s, uint64_t seed)
{
	memset(s, 0, sizeof(*s));
	s->seed = seed;
	race_sweep_range(s, &s->low_tb, &s->high_tb);
}

/* --- the sequence ----------------------------------------------------------------------------- */

/* The next of the multiples of the golden ratio: wherever it is stopped, it has left no big gap. */
static int64_t next_in_sequence(struct race_sweep *s)
{
	struct prng start = prng_seed(s->seed);
	uint64_t at = prng_next(&start) + s->swept++ * 0x9e3779b97f4a7c15ULL;

	return s->low_tb +
	       (int64_t)((double)(s->high_tb - s->low_tb) * (double)(at >> 11) * 0x1p-53);
}

/* The first of those remembered whose offset is not below @at_tb. */
static unsigned int find(const struct race_sweep *s, int64_t at_tb)
{
	unsigned int low = 0, high = s->nr_seen;

	while (low < high) {
		unsigned int middle = (low + high) / 2;

		if (s->seen[middle].at_tb < at_tb)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* On both sides of @at_tb, or on the only one there is, somebody was too late. */
static bool is_useless(const struct race_sweep *s, int64_t at_tb)
{
	unsigned int i = find(s, at_tb);

	return s->nr_seen && (i == 0 || s->seen[i - 1].late) &&
	       (i == s->nr_seen || s->seen[i].late);
}

static int64_t sweep(struct race_sweep *s, struct prng *prng)
{
	int64_t at_tb;

	if (s->n == 1 || s->n == 2) /* the ends, where the order is known: do outcomes differ? */
		return s->n == 1 ? s->low_tb : s->high_tb - 1;
	at_tb = next_in_sequence(s);
	if (!prng_below(prng, DOUBTS))
		return at_tb;
	for (int i = 0; i < SKIPS && is_useless(s, at_tb); i++)
		at_tb = next_in_sequence(s);
	return at_tb;
}

/* --- around the changes of outcome ------------------------------------------------------------ */

/* Changes beside each other, by the number of the try to the left of the first and the last. */
struct cluster {
	unsigned int first, last;
};

static bool changes(const struct race_sweep *s, unsigned int i)
{
	return s->seen[i].outcome != s->seen[i + 1].outcome;
}

static unsigned int find_clusters(const struct race_sweep *s, struct cluster *cluster)
{
	unsigned int nr = 0;

	for (unsigned int i = 0; i + 1 < s->nr_seen; i++) {
		if (!changes(s, i))
			continue;
		if (nr && s->seen[i].at_tb - s->seen[cluster[nr - 1].last + 1].at_tb <
				  (s->high_tb - s->low_tb) / CLUSTER)
			cluster[nr - 1].last = i;
		else
			cluster[nr++] = (struct cluster){ i, i };
	}
	return nr;
}

/* One of the changes in the cluster. */
static unsigned int pick_change(const struct race_sweep *s, const struct cluster *c,
				struct prng *prng)
{
	unsigned int i = c->first + (unsigned int)prng_below(prng, c->last - c->first + 1);

	while (!changes(s, i))
		i--; /* the first of the cluster is one */
	return i;
}

/* From @least up to @most, each magnitude as often as the others. */
static int64_t any_magnitude(struct prng *prng, int64_t least, int64_t most)
{
	unsigned int doublings = 0;
	int64_t base;

	while (least << doublings < most)
		doublings++;
	base = least << prng_below(prng, doublings + 1U);
	return base + (int64_t)prng_below(prng, (uint64_t)base);
}

static int64_t larger(int64_t a, int64_t b)
{
	return a > b ? a : b;
}

/*
 * The race may be at any distance from the change, the near more likely than the far; on the
 * side on which they do not meet, hardly.
 */
static int64_t beside(const struct race_sweep *s, unsigned int i, int64_t finest_tb,
		      struct prng *prng)
{
	const struct race_seen *left = &s->seen[i], *right = left + 1;
	int64_t away_tb;
	bool to_left = prng_next(prng) & 1;

	if (left->late != right->late && prng_below(prng, DOUBTS))
		to_left = right->late;
	away_tb = any_magnitude(prng, finest_tb, (s->high_tb - s->low_tb) / REACH);
	return to_left ? left->at_tb - away_tb : right->at_tb + away_tb;
}

/* Between the two tries of the change, as long as that tells more of where it is. */
static int64_t around(const struct race_sweep *s, unsigned int i, struct prng *prng)
{
	int64_t left_tb = s->seen[i].at_tb, between_tb = s->seen[i + 1].at_tb - left_tb;
	int64_t finest_tb = larger(FINEST_TB, (int64_t)s->jitter_tb);
	unsigned int inside = between_tb > finest_tb ? 4 : 1;

	if (between_tb > (s->high_tb - s->low_tb) / CLUSTER)
		inside = 8; /* not found yet */
	if (prng_below(prng, 8) < inside)
		return left_tb + between_tb / 2;
	return beside(s, i, finest_tb, prng);
}

/* Beyond the range they cannot meet. */
static int64_t clamp(const struct race_sweep *s, int64_t at_tb)
{
	if (at_tb < s->low_tb)
		return s->low_tb;
	return at_tb < s->high_tb ? at_tb : s->high_tb - 1;
}

static int64_t aim(struct race_sweep *s)
{
	struct prng prng = prng_fork(s->seed, s->n);
	struct cluster cluster[RACE_SWEEP_SEEN];
	unsigned int nr = s->n % 2 || s->n < EARLY ? find_clusters(s, cluster) : 0;

	if (!nr)
		return sweep(s, &prng);
	nr = (unsigned int)prng_below(&prng, nr);
	return clamp(s, around(s, pick_change(s, &cluster[nr], &prng), &prng));
}

int64_t race_sweep_aim(struct race_sweep *s)
{
	s->aimed_tb = s->fixed ? s->fixed_tb : aim(s);
	s->n++;
	return s->aimed_tb;
}

/* --- learning --------------------------------------------------------------------------------- */

static double fall_after(uint64_t n)
{
	if (n <= FIRST)
		return 1;
	return n < FALL ? (double)n : FALL;
}

/* What is far above the estimate counts for little: a thread may have been put aside for long. */
static void follow(double *estimate, double seen, uint64_t n)
{
	if (*estimate <= 0)
		*estimate = seen;
	if (seen > 2 * *estimate)
		seen = 1.25 * *estimate;
	*estimate += (seen - *estimate) / (seen > *estimate ? RISE : fall_after(n));
}

/* As many of those seen are above as below: the few that are far off do not count for more. */
static void follow_middle(double *estimate, double seen, uint64_t n)
{
	if (*estimate < 1 || (n <= FIRST && seen < *estimate))
		*estimate = seen < 1 ? 1 : seen;
	*estimate *= seen > *estimate ? 1.0625 : 1 / 1.0625;
}

/* Who is late is through sooner than when they meet: that says nothing about a meeting. */
static void follow_durations(struct race_sweep *s, const struct race_sample *sample)
{
	for (int side = 0; side < 2; side++) {
		double seen_tb = (double)(sample->end_tb[side] - sample->start_tb[side] + 1);

		if (!sample->late[side] || seen_tb > s->duration_tb[side])
			follow(&s->duration_tb[side], seen_tb, s->n);
	}
}

/* The durations drift: what was seen at an offset would now be seen at another. */
static void rescale(struct race_sweep *s)
{
	double sum_tb = s->duration_tb[0] + s->duration_tb[1];

	if (s->scale_tb > 0 && sum_tb < 1.25 * s->scale_tb && sum_tb > 0.8 * s->scale_tb)
		return;
	for (unsigned int i = 0; i < s->nr_seen; i++)
		s->seen[i].at_tb = (int64_t)((double)s->seen[i].at_tb * (sum_tb / s->scale_tb));
	s->scale_tb = sum_tb;
}

static bool is_outlier(const struct race_sweep *s, const struct race_sample *sample)
{
	int64_t at_tb = race_offset_of(sample);

	for (int side = 0; side < 2; side++)
		if ((double)(sample->end_tb[side] - sample->start_tb[side]) >
		    OUTLIER * s->duration_tb[side])
			return true;
	return at_tb < s->low_tb || at_tb > s->high_tb;
}

static void forget_oldest(struct race_sweep *s)
{
	unsigned int oldest = 0;

	for (unsigned int i = 1; i < s->nr_seen; i++)
		if (s->seen[i].n < s->seen[oldest].n)
			oldest = i;
	s->nr_seen--;
	memmove(&s->seen[oldest], &s->seen[oldest + 1], (s->nr_seen - oldest) * sizeof(s->seen[0]));
}

static uint16_t outcome_of(const struct race_sample *sample)
{
	unsigned int a = sample->ret[0] < 0 ? (unsigned int)-sample->ret[0] : 0;
	unsigned int b = sample->ret[1] < 0 ? (unsigned int)-sample->ret[1] : 0;

	return (uint16_t)(a * 257 + b);
}

static void remember(struct race_sweep *s, const struct race_sample *sample)
{
	struct race_seen seen = {
		.at_tb = race_offset_of(sample),
		.n = (uint32_t)s->n,
		.outcome = outcome_of(sample),
		.late = sample->late[0] || sample->late[1],
	};
	unsigned int i;

	if (s->nr_seen == RACE_SWEEP_SEEN)
		forget_oldest(s);
	i = find(s, seen.at_tb);
	memmove(&s->seen[i + 1], &s->seen[i], (s->nr_seen - i) * sizeof(s->seen[0]));
	s->seen[i] = seen;
	s->nr_seen++;
}

void race_sweep_learn(struct race_sweep *s, const struct race_sample *sample)
{
	int64_t missed_tb = race_offset_of(sample) - s->aimed_tb;
	bool outlier = s->scale_tb > 0 && is_outlier(s, sample);

	follow_durations(s, sample);
	follow_middle(&s->jitter_tb, (double)(missed_tb < 0 ? -missed_tb : missed_tb), s->n);
	rescale(s);
	race_sweep_range(s, &s->low_tb, &s->high_tb);
	if (!outlier)
		remember(s, sample);
}
