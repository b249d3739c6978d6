// SPDX-License-Identifier: GPL-2.0-only
/* One try: A is held, B runs to its end, a grace period passes, A goes on. */
#include "../settle.h"
#include "holding.h"

#define BLOCKED_MS 50	/* a second operation that sleeps longer waits for the first */
#define END_MS	   3000 /* one that takes longer once nobody is held will never end */

/* --- what the threads run ----------------------------------------------------------------- */

static int prepare_a(void *arg)
{
	struct holding *r = arg;
	int ret = holding_grip(r)->prepare(&r->grasp, holding_argument(r));

	if (ret >= 0 && holding_grip(r)->watch)
		ret = holding_grip(r)->watch(&r->grasp);
	return ret;
}

static int run_a(void *arg)
{
	struct holding *r = arg;

	return holding_grip(r)->run(&r->grasp);
}

static int after_a(void *arg)
{
	struct holding *r = arg;

	if (holding_grip(r)->after)
		holding_grip(r)->after(&r->grasp, r->a.answer);
	else if (r->held->a->after)
		r->held->a->after(&r->scene, 0, r->a.answer);
	return r->a.answer;
}

static int run_b(void *arg)
{
	struct holding *r = arg;

	return r->held->b->run(&r->scene, 1);
}

/* --- one try ------------------------------------------------------------------------------ */

static void never_ends(struct holding *r, const struct op *op, enum actor_state state)
{
	t_fail(r->t, "%s %s (try %llu)", op->what,
	       state == ACTOR_DIED ? "was killed in the kernel" : "does not come to an end",
	       (unsigned long long)r->tries);
	r->lost = r->done = true;
}

/* Each CPU has freed pages of its own; the one that the hole puncher keeps busy cannot be had. */
static int spray_cpu(const struct holding *r, unsigned int i)
{
	return r->cpu[!i || hold_how(r->grasp.hold) == HOLD_PUNCH];
}

/*
 * B from its beginning to its end, and all that is freed after a grace period is freed. False: it
 * has to wait for A.
 */
static bool meanwhile(struct holding *r)
{
	enum actor_state state;

	actor_go(&r->b, run_b, r);
	state = actor_wait_busy(&r->b, BLOCKED_MS, END_MS);
	if (state == ACTOR_GOES_ON)
		return false;
	/* One for what B left to RCU, one more for the callbacks to have run. */
	settle_grace_period();
	settle_grace_period();
	for (unsigned int i = 0; i < SPRAY_PIPES; i++)
		spray_fill(&r->spray, i, spray_cpu(r, i));
	return true;
}

static int run_nothing(void *arg)
{
	(void)arg;
	return 0;
}

/*
 * What this thread runs while B waits it runs once before, so that all of it is there: a page fault
 * waits behind B, where B waits to change the address space, and that is until A goes on.
 */
static void rehearse(struct holding *r)
{
	actor_go(&r->b, run_nothing, NULL);
	actor_wait_busy(&r->b, BLOCKED_MS, END_MS);
}

static bool is_legal_for_grip(const struct grip *grip, int answer)
{
	for (unsigned int i = 0; i < sizeof(grip->legal) / sizeof(grip->legal[0]); i++)
		if (grip->legal[i] && grip->legal[i] == answer)
			return true;
	return false;
}

static void judge_a(struct holding *r)
{
	const struct op *b = r->held->b ?: r->held->a;

	race_codes_add(&r->codes[0], r->a.answer);
	if (op_answer_is_legal(r->held->a, b, r->a.answer) ||
	    is_legal_for_grip(holding_grip(r), r->a.answer))
		return;
	t_fail(r->t, "%s, held: %s (try %llu)", r->held->a->what, answer_name(r->a.answer),
	       (unsigned long long)r->tries);
	r->done = true;
}

static void judge_b(struct holding *r)
{
	race_codes_add(&r->codes[1], r->b.answer);
	if (op_answer_is_legal(r->held->b, r->held->a, r->b.answer))
		return;
	t_fail(r->t, "%s, meanwhile: %s (try %llu)", r->held->b->what, answer_name(r->b.answer),
	       (unsigned long long)r->tries);
	r->done = true;
}

/*
 * What A uses is there until A goes on: B must have waited. For slots: kvm->srcu, in
 * virt/kvm/kvm_main.c:kvm_swap_active_memslots().
 */
static void judge_wait(struct holding *r)
{
	if (!(holding_grip(r)->keeps & r->held->b->changes) || r->b.answer < 0)
		return;
	t_fail(r->t, "%s, meanwhile: did not wait for %s, which uses what it changes (try %llu)",
	       r->held->b->what, r->held->a->what, (unsigned long long)r->tries);
	r->done = true;
}

/* Does B find what it was told? A is a call of the grip's own. */
static void judge_promise(struct holding *r)
{
	const struct op *b = r->held->b;
	const char *broken = b->broken ? b->broken(&r->scene, 1, r->b.answer) : NULL;

	if (!broken)
		return;
	t_fail(r->t, "%s, meanwhile: %s (try %llu)", b->what, broken, (unsigned long long)r->tries);
	r->done = true;
}

static void judge_spray(struct holding *r)
{
	uint64_t value;
	size_t at;

	if (!spray_was_hit(&r->spray, &value, &at))
		return;
	t_fail(r->t, "a page that was freed and given to others was written to: 0x%llx at 0x%zx",
	       (unsigned long long)value, at & (getpagesize() - 1));
	r->done = true;
}

static bool both_end(struct holding *r)
{
	enum actor_state state = actor_wait(&r->a, END_MS);

	if (state != ACTOR_ENDED)
		never_ends(r, r->held->a, state);
	if (!r->held->b)
		return !r->lost;
	state = actor_wait(&r->b, r->lost ? BLOCKED_MS : END_MS);
	if (state != ACTOR_ENDED)
		never_ends(r, r->held->b, state);
	return !r->lost;
}

void holding_tidy_up(struct holding *r, bool b_ran)
{
	uint32_t changes = r->held->a->changes;

	actor_go(&r->a, after_a, r);
	if (actor_wait(&r->a, END_MS) != ACTOR_ENDED) {
		never_ends(r, r->held->a, ACTOR_GOES_ON);
		return;
	}
	if (b_ran) {
		if (r->held->b->after)
			r->held->b->after(&r->scene, 1, r->b.answer);
		changes |= r->held->b->changes;
	}
	scene_disturbed(&r->scene, changes);
}

/* What it was held with is not what it goes on with. */
static void flip(struct holding *r, const struct hold_touch *touch)
{
	if (holding_grip(r)->flip)
		holding_grip(r)->flip(&r->grasp, holding_argument(r),
				      touch->offset_bytes - hold_page_bytes(r->grasp.hold));
}

static void run_pair(struct holding *r)
{
	struct hold_touch touch;
	bool held, b_ran, b_ended, all_the_time;

	actor_go(&r->a, run_a, r);
	held = !holding_get(r, &touch);
	b_ran = held && r->held->b;
	if (held)
		flip(r, &touch);
	b_ended = b_ran && meanwhile(r);
	all_the_time = held && hold_holds(r->grasp.hold);
	if (all_the_time) {
		r->nr_held++;
		r->b_ended += b_ended;
		r->b_blocked += b_ran && !b_ended;
	}
	holding_let_go(r);
	if (!both_end(r))
		return;
	judge_a(r);
	if (b_ran) {
		judge_b(r);
		judge_promise(r);
	}
	if (b_ended && all_the_time)
		judge_wait(r);
	judge_spray(r);
	holding_tidy_up(r, b_ran);
}

static void put_back_failed(struct holding *r, const char *what, int error)
{
	if (!r->tries)
		t_error(r->t, "the scene: %s: %s", what, strerror(-error));
	t_fail(r->t, "after %llu tries %s cannot be made again: %s", (unsigned long long)r->tries,
	       what, answer_name(error));
	r->done = true;
}

void holding_try(struct holding *r)
{
	int error = scene_prepare(&r->scene);

	if (error) {
		put_back_failed(r, fact_name(r->scene.failed), error);
		return;
	}
	memset(r->content, 0, GRIP_PAGES * hold_page_bytes(r->grasp.hold));
	actor_go(&r->a, prepare_a, r);
	if (actor_wait(&r->a, END_MS) != ACTOR_ENDED) {
		never_ends(r, r->held->a, ACTOR_GOES_ON);
		return;
	}
	rehearse(r);
	error = r->a.answer < 0 ? r->a.answer : holding_arm(r);
	if (error) {
		put_back_failed(r, "what is held", error);
		return;
	}
	run_pair(r);
	r->tries++;
}
