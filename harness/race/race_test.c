// SPDX-License-Identifier: GPL-2.0-only
/* The body of every race.A.B. */
#include "minimise.h"
#include "witness.h"

#define SUSPECT_MS 100 /* of trying, unless DUR= or TRIES= says more */
#define CONTROL_MS 50
#define ENDING_MS  150 /* of tries with a process of their own */

/* Of what a pair works on, with the VM or without. */
#define ON_THE_VM (ON_TABLE | ON_KVM_VFIO | ON_MEMORY | ON_VM | ON_VCPU | ON_SLOT)

static bool pair_ends_process(const struct pair *p)
{
	return p->op[0]->ends_process || p->op[1]->ends_process;
}

static struct rig_opts opts_for(const struct pair *p)
{
	return (struct rig_opts){
		.iommu_type = p->op[0]->only_v1 || p->op[1]->only_v1 ? VFIO_SPAPR_TCE_IOMMU : 0,
		.dma_bytes = 4ull * getpagesize(),
		.window = ops_window(p->op[0], p->op[1]),
	};
}

/* A process that ends takes everything with it: what only costs time is left out. */
static uint32_t facts_for(const struct pair *p)
{
	const struct op *a = p->op[0], *b = p->op[1];
	uint32_t facts = ops_facts(a, b, p->third);

	if ((a->ends_process && !(b->on & ON_THE_VM)) || (b->ends_process && !(a->on & ON_THE_VM)))
		facts &= ~facts_needing(fact_bit(FACT_VM));
	return facts;
}

static uint64_t limit_tb_of(const struct racing *r)
{
	if (r->t->duration_s)
		return timebase_from_ms(r->t->duration_s * 1000ull);
	if (pair_ends_process(r->pair))
		return timebase_from_ms(ENDING_MS);
	if (r->pair->third && pair_kept_apart_by(r->pair))
		return timebase_from_ms(CONTROL_MS / 2);
	return timebase_from_ms(pair_kept_apart_by(r->pair) ? CONTROL_MS : SUSPECT_MS);
}

static struct racing *racing_open(struct test *t)
{
	const struct pair *p = t->decl->data;
	struct racing *r =
		mmap(NULL, sizeof(*r), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);

	if (r == MAP_FAILED)
		t_error(t, "no memory for a race: %s", strerror(errno));
	r->t = t;
	r->pair = p;
	r->opts = opts_for(p);
	r->wanted = facts_for(p) & ~pair_left_out(t);
	r->nr_parties = p->third ? 3 : 2;
	for (unsigned int i = 0; i < r->nr_parties; i++)
		r->party[i] = (struct party){ r, i, i < 2 ? p->op[i] : p->third, { 0 } };
	r->wanted |= witness_facts(r);
	r->opts.nr_vcpus = racing_vcpus(r, r->scene.vcpu_of);
	r->limit_tb = limit_tb_of(r);
	race_sweep_init(&r->sweep, prng_next(t_prng(t)));
	if (t->at_given)
		race_sweep_fix(&r->sweep, t->at_tb);
	ear_open(&r->ear, t);
	t_tries(t, 0);
	r->start_tb = timebase_now();
	return r;
}

static void expect_closed(struct racing *r)
{
	int error;

	t_case(r->t, "close");
	error = scene_close(&r->scene);
	t_expect(r->t, !error, "orderly close: %s: %s", fact_name(r->scene.failed),
		 answer_name(error));
}

void pair_run(struct test *t)
{
	struct racing *r = racing_open(t);

	if (t->calls) {
		pair_record(r);
		return;
	}
	t_case(t, "answers");
	if (pair_ends_process(r->pair)) {
		if (t->explore)
			racing_explore(r, NULL);
		else
			racing_in_children(r);
		racing_evidence(r);
	} else {
		racing_scene_init(r);
		racing_in_threads(r, t->explore ? racing_explore : racing_until_enough);
		racing_evidence(r);
		expect_closed(r);
	}
	ear_close(&r->ear);
}
