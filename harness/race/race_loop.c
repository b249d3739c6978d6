// SPDX-License-Identifier: GPL-2.0-only
/* Prepare, try, look, learn, until it is enough. */
#include "racing.h"
#include "witness.h"

#define FLOOR_FACTOR	      6	 /* so many times longer it goes on in order to reach the floor; */
#define FLOOR_FACTOR_OF_THREE 3	 /* beside a third party, which may not get a CPU of its own */
#define LOOK_EVERY	      16 /* tries between two looks at the clock */

/* --- the parties ------------------------------------------------------------------------ */

static bool have_ended(const struct racing *r)
{
	return __atomic_load_n(&r->party[0].mark.end_tb, __ATOMIC_RELAXED) &&
	       __atomic_load_n(&r->party[1].mark.end_tb, __ATOMIC_RELAXED);
}

static bool third_may(const struct racing *r, int answer)
{
	return op_answer_is_legal(racing_op(r, 2), racing_op(r, 0), answer) ||
	       op_answer_is_legal(racing_op(r, 2), racing_op(r, 1), answer);
}

/* Once, or, the third one, until the others are through: the answer that says most. */
static int run_party(struct party *p)
{
	struct racing *r = p->racing;
	int answer = p->op->run(&r->scene, p->side);

	while (p->side == 2 && !have_ended(r) && third_may(r, answer)) {
		int next = p->op->run(&r->scene, p->side);

		if (next < 0)
			answer = next;
	}
	return answer;
}

int racing_party(void *arg)
{
	struct party *p = arg;
	struct racing *r = p->racing;
	unsigned int marked = r->rehearsal ? RACE_MAX_SIDES : p->side;
	int answer;

	if (r->steer && marked == !r->steer->plan.first)
		steer_await_gun(r->steer);
	p->mark.start_tb = timebase_now();
	steer_mark_begin(marked);
	answer = r->rehearsal ? 0 : run_party(p);
	if (r->linger_us && marked == !r->steer->plan.first)
		usleep(r->linger_us);
	steer_mark_end(marked);
	p->mark.answer = answer;
	__atomic_store_n(&p->mark.end_tb, timebase_now(), __ATOMIC_RELEASE);
	return answer;
}

void racing_scene_init(struct racing *r)
{
	scene_init(&r->scene, t_targets(r->t), &r->opts, r->wanted);
	racing_vcpus(r, r->scene.vcpu_of);
	for (unsigned int i = 0; i < r->nr_parties; i++)
		if (racing_op(r, i)->changes & fact_bit(FACT_BOUND))
			r->scene.driver_leaves = true;
}

/* --- one try ---------------------------------------------------------------------------- */

void racing_begin_try(struct racing *r)
{
	for (unsigned int i = 0; i < r->nr_parties; i++)
		r->party[i].mark = (struct mark){ .answer = ANSWER_NONE };
	atomic_store(&r->ball, 0);
	atomic_store(&r->meet_tb, 0);
}

void racing_no_scene(struct racing *r, int error)
{
	const char *fact = fact_name(r->scene.failed);

	if (!r->stats.tries)
		t_error(r->t, "the scene: %s: %s", fact, answer_name(error));
	t_fail(r->t, "after %llu tries %s cannot be made again: %s",
	       (unsigned long long)r->stats.tries, fact, answer_name(error));
	r->done = true;
}

static void illegal(struct racing *r, unsigned int side, int answer,
		    const struct race_sample *sample)
{
	t_fail(r->t, "%s beside %s: %s (try %llu, offset %lld ticks)", racing_op(r, side)->what,
	       racing_op(r, side ? 0 : 1)->what, answer_name(answer),
	       (unsigned long long)r->stats.tries, (long long)race_offset_of(sample));
	r->done = true;
}

static void two_winners(struct racing *r, const struct race_sample *sample)
{
	bool same = racing_op(r, 0) == racing_op(r, 1);

	t_fail(r->t, "%s beside %s: both succeeded (try %llu, offset %lld ticks)",
	       racing_op(r, 0)->what, same ? "itself" : racing_op(r, 1)->what,
	       (unsigned long long)r->stats.tries, (long long)race_offset_of(sample));
	r->done = true;
}

/* Did it run while both of the others did? */
static bool was_beside(const struct mark *third, const struct race_sample *s)
{
	return race_order_of(s) == RACE_OVERLAPPED && third->start_tb < s->end_tb[0] &&
	       third->start_tb < s->end_tb[1] && third->end_tb > s->start_tb[0] &&
	       third->end_tb > s->start_tb[1];
}

static void judge_third(struct racing *r, const struct race_sample *sample)
{
	const struct mark *third = &r->party[2].mark;

	r->third_beside += was_beside(third, sample);
	if (!third_may(r, third->answer))
		illegal(r, 2, third->answer, sample);
}

bool racing_is_legal(const struct racing *r, unsigned int side, int answer)
{
	const struct op *op = racing_op(r, side);

	return op_answer_is_legal(op, racing_op(r, !side), answer) ||
	       (r->nr_parties > 2 && op_answer_is_legal(op, racing_op(r, 2), answer));
}

void racing_judge_try(struct racing *r, const struct race_sample *sample)
{
	for (unsigned int side = 0; side < 2; side++)
		if (!racing_is_legal(r, side, sample->ret[side]))
			illegal(r, side, sample->ret[side], sample);
	if (!sample->ret[0] && !sample->ret[1] &&
	    !op_both_may_succeed(racing_op(r, 0), racing_op(r, 1)))
		two_winners(r, sample);
	if (r->nr_parties > 2)
		judge_third(r, sample);
}

/* Do all find what they were told? */
static void judge_promises(struct racing *r)
{
	for (unsigned int i = 0; i < r->nr_parties; i++) {
		const struct op *op = racing_op(r, i);
		const char *broken = NULL;

		if (op->broken)
			broken = op->broken(&r->scene, i, r->party[i].mark.answer);
		if (!broken)
			broken = witness_says(r, i);
		if (!broken)
			continue;
		t_fail(r->t, "%s beside %s: %s (try %llu)", op->what, racing_op(r, i ? 0 : 1)->what,
		       broken, (unsigned long long)r->stats.tries);
		r->done = true;
	}
}

void racing_tidy_up(struct racing *r)
{
	uint32_t changes = 0;

	for (unsigned int i = 0; i < r->nr_parties; i++) {
		const struct op *op = racing_op(r, i);

		if (op->after)
			op->after(&r->scene, i, r->party[i].mark.answer);
		changes |= op->changes;
	}
	scene_disturbed(&r->scene, changes);
}

void racing_try_once(struct racing *r, struct race *race)
{
	struct race_sample sample;

	racing_begin_try(r);
	race_try(race, &sample, &r->stats);
	if (race_order_of(&sample) == RACE_OVERLAPPED)
		judge_promises(r);
	racing_tidy_up(r);
	for (unsigned int side = 0; side < 2; side++)
		sample.late[side] = op_answer_is_late(sample.ret[side]);
	racing_judge_try(r, &sample);
	race_learn(race, &sample);
}

static void try_once(struct racing *r, void *arg)
{
	int error = scene_prepare(&r->scene);

	if (error)
		racing_no_scene(r, error);
	else
		racing_try_once(r, arg);
}

/* --- until it is enough ----------------------------------------------------------------- */

unsigned int racing_floor(const struct racing *r)
{
	uint64_t ran_ms = timebase_to_ms(timebase_now() - r->start_tb);

	return ran_ms > RACE_DEAR_MS * r->stats.tries ? RACE_FLOOR_DEAR : RACE_FLOOR;
}

static bool is_enough(const struct racing *r)
{
	uint64_t ran_tb = timebase_now() - r->start_tb;

	if (r->t->tries)
		return r->stats.tries >= r->t->tries;
	if (ran_tb < r->limit_tb)
		return false;
	return r->stats.by_order[RACE_OVERLAPPED] >= racing_floor(r) ||
	       ran_tb > (r->nr_parties > 2 ? FLOOR_FACTOR_OF_THREE : FLOOR_FACTOR) * r->limit_tb;
}

bool racing_heard(struct racing *r)
{
	char title[160];

	t_tries(r->t, r->stats.tries);
	if (!ear_heard(&r->ear, title, sizeof(title)))
		return true;
	t_stopped(r->t, title);
	r->done = true;
	return false;
}

void racing_look(struct racing *r)
{
	racing_heard(r);
	if (is_enough(r))
		r->done = true;
	if (!r->done)
		racing_memory_begin(r);
}

void racing_until_enough(struct racing *r, struct race *race)
{
	for (unsigned int n = 1; !r->done; n++) {
		try_once(r, race);
		/* each one: what the kernel says is of this try, which can then be repeated */
		if (!racing_heard(r))
			break;
		if (n % LOOK_EVERY == 0 || timebase_now() - r->start_tb > r->limit_tb)
			racing_look(r);
	}
}

static void say_amplified(struct racing *r, struct race *race)
{
	struct race_amplified did;

	if (!r->t->amplifiers)
		return;
	race_amplified(race, &did);
	t_diag(r->t, "amplified by %llu preemptions, %llu timer interrupts, %llu migrations",
	       (unsigned long long)did.preemptions, (unsigned long long)did.timers,
	       (unsigned long long)did.migrations);
}

void racing_in_threads(struct racing *r, racing_driver drive)
{
	struct race_side side[RACE_MAX_SIDES];
	struct race *race;
	struct why why;

	for (unsigned int i = 0; i < r->nr_parties; i++)
		side[i] = (struct race_side){ racing_party, &r->party[i] };
	race = race_open(r->nr_parties, side, &r->sweep, r->t->amplifiers, &why);
	if (!race) {
		t_cannot_judge(r->t, "%s", why.text);
		return;
	}
	drive(r, race);
	racing_memory(r, try_once, race);
	say_amplified(r, race);
	race_close(race);
}
