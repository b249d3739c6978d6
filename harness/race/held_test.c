// SPDX-License-Identifier: GPL-2.0-only
/* The body of every held.A.B. */
#include <sched.h>

#include "../../lib/cpus.h"
#include "holding.h"

#define TRY_MS	    40 /* of trying, unless DUR= or TRIES= says more */
#define MIN_TRIES   1  /* nothing is left to luck */
#define MAX_TRIES   8  /* unless DUR= says more */
#define MISS_FACTOR 10 /* so many times longer it goes on as long as nothing was ever held */

/* --- until it is enough ------------------------------------------------------------------- */

static bool enough(const struct holding *r)
{
	uint64_t ran_tb = timebase_now() - r->start_tb;

	if (r->t->tries)
		return r->tries >= r->t->tries;
	if (!r->nr_held)
		return ran_tb > MISS_FACTOR * r->limit_tb;
	if (!r->t->duration_s && r->tries >= MAX_TRIES)
		return true;
	return r->tries >= MIN_TRIES && ran_tb > r->limit_tb;
}

static void look(struct holding *r)
{
	char title[160];

	t_tries(r->t, r->tries);
	if (ear_heard(&r->ear, title, sizeof(title))) {
		t_stopped(r->t, title);
		r->done = true;
	}
	if (enough(r))
		r->done = true;
}

/* --- what is said of it ------------------------------------------------------------------- */

static void say_answers(struct holding *r, const struct op *op, const struct race_codes *codes)
{
	char text[200] = "";
	size_t at = 0;

	for (unsigned int i = 0; i < codes->nr && at < sizeof(text); i++)
		at += snprintf(text + at, sizeof(text) - at, "%s%s %llu", i ? ", " : "",
			       answer_name(codes->code[i]), (unsigned long long)codes->count[i]);
	t_diag(r->t, "%s: %s", op->what, text);
}

/* False if it was never held. */
static bool say_evidence(struct holding *r)
{
	bool judged = r->nr_held || r->lost || t_is_stopped(r->t);

	t_diag(r->t, "%s, by %s: held in %llu of %llu tries", holding_grip(r)->where,
	       hold_how_name(hold_how(r->grasp.hold)), (unsigned long long)r->nr_held,
	       (unsigned long long)r->tries);
	if (r->held->b)
		t_diag(r->t, "%s meanwhile: ended %llu, waited for it %llu", r->held->b->what,
		       (unsigned long long)r->b_ended, (unsigned long long)r->b_blocked);
	say_answers(r, r->held->a, &r->codes[0]);
	if (r->held->b)
		say_answers(r, r->held->b, &r->codes[1]);
	if (!judged)
		t_cannot_judge(r->t, "it was never held in %llu tries",
			       (unsigned long long)r->tries);
	return judged;
}

/* --- the test ----------------------------------------------------------------------------- */

static bool is_v1(const struct held *h)
{
	return h->a->only_v1 || (h->b && h->b->only_v1);
}

/* Small: one page is all that each table needs, and it is soon cleared. */
static struct rig_opts opts_for(const struct held *h)
{
	struct rig_opts opts = {
		.iommu_type = is_v1(h) ? VFIO_SPAPR_TCE_IOMMU : 0,
		.dma_bytes = 4ull * getpagesize(),
		.window = { .size_bytes = 2 << 20 },
	};

	if (h->grip->opts)
		h->grip->opts(&opts);
	return opts;
}

static void choose_cpus(struct holding *r)
{
	cpu_set_t cpus;
	int n = 0;

	cpus_allowed(&cpus);
	for (int cpu = 0; cpu < CPU_SETSIZE && n < 2; cpu++)
		if (CPU_ISSET(cpu, &cpus))
			r->cpu[n++] = cpu;
	if (n == 1)
		r->cpu[1] = r->cpu[0];
	/* The hole puncher takes the first CPU for itself: this thread keeps away. */
	CPU_CLR(r->cpu[0], &cpus);
	if (n > 1)
		sched_setaffinity(0, sizeof(cpus), &cpus);
}

static bool holding_open(struct holding *r, struct test *t)
{
	const struct held *h = t->decl->data;
	const struct op *ops[] = { h->a, h->b };
	struct rig_opts opts = opts_for(h);
	unsigned int vcpu_of[2];
	int error;

	opts.nr_vcpus = ops_vcpus(ops, h->b ? 2 : 1, vcpu_of);
	*r = (struct holding){ .t = t, .held = h };
	r->limit_tb = timebase_from_ms(t->duration_s ? t->duration_s * 1000ull : TRY_MS);
	r->grasp.s = &r->scene;
	r->grasp.window_goes = h->b && facts_needing(h->b->changes) & fact_bit(FACT_WINDOW);
	scene_init(&r->scene, t_targets(t), &opts, ops_facts(h->a, h->b ?: h->a, NULL));
	memcpy(r->scene.vcpu_of, vcpu_of, sizeof(vcpu_of));
	r->scene.driver_leaves = h->b && h->b->changes & fact_bit(FACT_BOUND);
	ear_open(&r->ear, t);
	if (!holding_open_hold(r))
		return false;
	r->content = malloc(GRIP_PAGES * hold_page_bytes(r->grasp.hold));
	choose_cpus(r);
	error = spray_open(&r->spray);
	error = error ?: actor_open(&r->a, r->cpu[hold_how(r->grasp.hold) == HOLD_PUNCH]);
	error = error ?: actor_open(&r->b, r->cpu[1]);
	if (error)
		t_error(t, "threads and pipes: %s", strerror(-error));
	return true;
}

static void holding_close(struct holding *r)
{
	int error;

	actor_close(&r->a);
	actor_close(&r->b);
	spray_close(&r->spray);
	error = scene_close(&r->scene);
	t_expect(r->t, !error, "orderly close: %s: %s", fact_name(r->scene.failed),
		 answer_name(error));
	hold_close(r->grasp.hold);
	ear_close(&r->ear);
	free(r->content);
	free(r);
}

void held_run(struct test *t)
{
	struct holding *r = malloc(sizeof(*r));

	t_case(t, t->calls ? "system calls" : "answers");
	if (!holding_open(r, t))
		return;
	if (t->calls) {
		holding_record(r);
		return;
	}
	r->start_tb = timebase_now();
	while (!r->done) {
		holding_try(r);
		if (!r->lost)
			look(r);
	}
	if (say_evidence(r) && !r->lost)
		t_case(t, "close");
	if (!r->lost) /* what it holds cannot be closed: its locks are held */
		holding_close(r);
}
