// SPDX-License-Identifier: GPL-2.0-only
#include "planted.h"

#include <errno.h>
#include <string.h>

/* From 0 to 1. */
static double part(struct prng *prng)
{
	return (double)(prng_next(prng) >> 11) * 0x1p-53;
}

/* From @least to 2^@doublings times that, each magnitude as often as the others. */
static double magnitude(struct prng *prng, double least, unsigned int doublings)
{
	double base = least * (double)(1u << prng_below(prng, doublings));

	return base * (1 + part(prng));
}

/* Mean 0, standard deviation 1: the sum of twelve is near enough to a normal distribution. */
static double normal(struct prng *prng)
{
	double sum = -6;

	for (int i = 0; i < 12; i++)
		sum += part(prng);
	return sum;
}

/* Mean 1, at least 0.5, with a tail. */
static double tailed(struct prng *prng)
{
	double n = normal(prng);

	return 0.5 + 0.5 * n * n;
}

/* --- choosing a race -------------------------------------------------------------------------- */

/* How far behind its decision the teller's critical part begins. */
static double choose_gap(const struct planted *p, enum planted_place place, double width_tb,
			 struct prng *prng)
{
	double gap_tb;

	if (place == PLANTED_AT)
		return 0;
	if (place == PLANTED_ANYWHERE)
		return p->op[p->teller].duration_tb * (2 * part(prng) - 1);
	gap_tb = magnitude(prng, width_tb / 4, 5);
	/* Where somebody is too late, there is no race. */
	return p->codes == PLANTED_LATE || prng_next(prng) & 1 ? gap_tb : -gap_tb - width_tb;
}

/* The teller's critical part; false if it does not fit in. */
static bool place_part(struct planted *p, enum planted_place place, double width_tb,
		       struct prng *prng)
{
	struct planted_op *teller = &p->op[p->teller], *other = &p->op[!p->teller];
	double gap_tb;

	teller->decision = 0.05 + 0.9 * part(prng);
	other->decision = 0.05 + 0.9 * part(prng);
	other->from = other->to = place == PLANTED_ANYWHERE ? part(prng) : other->decision;
	gap_tb = choose_gap(p, place, width_tb, prng);
	teller->from = teller->decision + gap_tb / teller->duration_tb;
	teller->to = teller->from + width_tb / teller->duration_tb;
	/* Where the teller is always too late is no place for a race. */
	if (p->codes == PLANTED_LATE &&
	    (other->from - other->decision) * other->duration_tb > gap_tb)
		return false;
	return teller->from >= 0 && teller->to <= 1;
}

void planted_any(struct planted *p, enum planted_codes codes, enum planted_place place,
		 double width, uint64_t seed)
{
	struct prng prng = prng_fork(seed, 1);
	double width_tb;

	memset(p, 0, sizeof(*p));
	p->codes = codes;
	p->teller = prng_next(&prng) & 1;
	p->op[0].duration_tb = magnitude(&prng, 8000, 4);
	p->op[1].duration_tb = magnitude(&prng, p->op[0].duration_tb / 4, 4);
	width_tb = width * (p->op[0].duration_tb + p->op[1].duration_tb);
	while (!place_part(p, place, width_tb, &prng))
		; /* another one */
}

/* --- a try ------------------------------------------------------------------------------------ */

/* One side of it: the clock of its operation. */
struct run {
	double start_tb, pace_tb;  /* its pace: ticks for the whole */
	double aside_at, aside_tb; /* the part at which it is put aside, and for how long */
};

static struct run start(const struct planted_op *op, const struct planted_noise *noise,
			struct prng *prng, double at_tb)
{
	struct run run = { .start_tb = at_tb + noise->start_tb * tailed(prng), .aside_at = 2 };

	run.pace_tb = op->duration_tb * noise->drift * (1 + noise->duration * normal(prng));
	if (part(prng) >= noise->outliers)
		return run;
	run.aside_at = 1.2 * part(prng) - 0.2;
	run.aside_tb = noise->outlier_tb * tailed(prng);
	if (run.aside_at < 0) /* before it has begun */
		run.start_tb += run.aside_tb;
	return run;
}

/* When a part of the operation is reached. */
static double reach(const struct run *run, double at)
{
	return run->start_tb + run->pace_tb * at +
	       (run->aside_at >= 0 && at > run->aside_at ? run->aside_tb : 0);
}

/* Write down what the sides say of themselves; true when one was too late. */
static bool tell(const struct planted *p, const struct run run[2], struct race_sample *sample)
{
	unsigned int teller = p->teller;
	bool is_second = reach(&run[!teller], p->op[!teller].decision) <
			 reach(&run[teller], p->op[teller].decision);
	bool is_late = is_second && p->codes == PLANTED_LATE;

	memset(sample, 0, sizeof(*sample));
	for (unsigned int i = 0; i < 2; i++) {
		double end = is_late && i == teller ? p->op[i].decision : 1;

		sample->start_tb[i] = (uint64_t)run[i].start_tb;
		sample->end_tb[i] = (uint64_t)reach(&run[i], end) + 1;
	}
	sample->late[teller] = is_late;
	if (is_second && p->codes != PLANTED_NO_CODES)
		sample->ret[teller] = is_late ? -EBADF : -ENODEV;
	return is_late;
}

bool planted_try(const struct planted *p, const struct planted_noise *noise, struct prng *prng,
		 int64_t offset_tb, struct race_sample *sample)
{
	const double base_tb = 1e9; /* stamps have no sign */
	const struct planted_op *a = &p->op[0], *b = &p->op[1];
	struct run run[2] = { start(a, noise, prng, base_tb),
			      start(b, noise, prng, base_tb + (double)offset_tb) };

	return !tell(p, run, sample) && reach(&run[0], a->from) <= reach(&run[1], b->to) &&
	       reach(&run[1], b->from) <= reach(&run[0], a->to);
}
