// SPDX-License-Identifier: GPL-2.0-only
/* What is said of a pair's tries. */
#include "racing.h"

static void say_answers(struct racing *r, unsigned int side)
{
	const struct race_codes *codes = &r->stats.codes[side];
	char text[160] = "";
	size_t at = 0;

	for (unsigned int i = 0; i < codes->nr && at < sizeof(text); i++)
		at += snprintf(text + at, sizeof(text) - at, "%s%s %llu", i ? ", " : "",
			       answer_name(codes->code[i]), (unsigned long long)codes->count[i]);
	if (codes->other && at < sizeof(text))
		snprintf(text + at, sizeof(text) - at, ", others %llu",
			 (unsigned long long)codes->other);
	t_diag(r->t, "%s: %s", racing_op(r, side)->what, text);
}

static void say_orders(struct racing *r)
{
	const uint64_t *by = r->stats.by_order;
	char beside[64] = "";

	if (r->nr_parties > 2)
		snprintf(beside, sizeof(beside), " (beside %s %llu)", racing_op(r, 2)->name,
			 (unsigned long long)r->third_beside);
	t_diag(r->t, "%llu tries in %llu ms: overlapped %llu%s, %s first %llu, %s first %llu",
	       (unsigned long long)r->stats.tries,
	       (unsigned long long)timebase_to_ms(timebase_now() - r->start_tb),
	       (unsigned long long)by[RACE_OVERLAPPED], beside, racing_op(r, 0)->name,
	       (unsigned long long)by[RACE_A_FIRST], racing_op(r, 1)->name,
	       (unsigned long long)by[RACE_B_FIRST]);
}

static void say_replay(struct racing *r)
{
	const char *apart = pair_kept_apart_by(r->pair);

	t_diag(r->t, "kept apart by %s; replay: T='%s' SEED='%llu' AT='%lld'",
	       apart ?: "nothing that is common to both", r->pair->name,
	       (unsigned long long)r->t->seed, (long long)r->sweep.aimed_tb);
}

static void too_few(struct racing *r, uint64_t met, const char *what)
{
	bool crowd = 2 * r->stats.in_crowd > r->stats.tries;

	t_cannot_judge(r->t, "%llu of %llu tries %s, %u are needed; %sa longer DUR= may bring more",
		       (unsigned long long)met, (unsigned long long)r->stats.tries, what,
		       racing_floor(r), crowd ? "others want the CPUs: a quieter machine or " : "");
}

void racing_evidence(struct racing *r)
{
	uint64_t overlapped = r->stats.by_order[RACE_OVERLAPPED];

	t_case(r->t, "they met");
	if (r->stats.tries)
		t_checked(r->t);
	say_orders(r);
	for (unsigned int i = 0; i < r->nr_parties; i++)
		say_answers(r, i);
	if (r->t->explore)
		return; /* who was held where is evidence, and has been said */
	say_replay(r);
	if (t_is_stopped(r->t))
		return; /* the kernel has said enough */
	if (overlapped < racing_floor(r))
		too_few(r, overlapped, "overlapped");
	else if (r->nr_parties > 2 && r->third_beside < racing_floor(r))
		too_few(r, r->third_beside, "overlapped while the third party ran");
}
