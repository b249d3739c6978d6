// SPDX-License-Identifier: GPL-2.0-only
#include "bench_calls.h"

const char *const bench_pairs[] = {
	"race.attach.table_close",
	"race.attach.window_remove",
	"race.container_close.set_container",
	"race.device_close.device_open",
	"race.group_add.group_open",
	"race.group_close.unset_container",
	"race.group_del.kvm_vfio_close",
	"race.register.unregister",
	"race.slot_delete.slot_move",
	"race.table_close.table_create",
	"race.table_create.vcpu_run",
	"race.window_create.window_remove",
	NULL,
};

static void prepare(struct bench_state *s)
{
	int error = scene_prepare(&s->scene);

	if (error)
		t_error(s->t, "the scene: %s: %s", fact_name(s->scene.failed), answer_name(error));
}

static int run_side(struct bench_state *s, unsigned int side)
{
	return s->answer[side] = s->pair->op[side]->run(&s->scene, side);
}

static int run_a(void *s)
{
	return run_side(s, 0);
}

static int run_b(void *s)
{
	return run_side(s, 1);
}

static void tidy_up(struct bench_state *s)
{
	uint32_t changes = 0;

	for (unsigned int side = 0; side < 2; side++) {
		const struct op *op = s->pair->op[side];

		if (op->after)
			op->after(&s->scene, side, s->answer[side]);
		changes |= op->changes;
	}
	scene_disturbed(&s->scene, changes);
}

struct bench_calls bench_pair_open(struct bench_state *s, struct test *t, const char *name)
{
	const struct rig_opts opts = { .nr_vcpus = 2, .dma_bytes = 4ull * getpagesize() };

	s->t = t;
	s->pair = pair_named(name);
	if (!s->pair)
		t_error(t, "%s: no such pair", name);
	scene_init(&s->scene, t_targets(t), &opts, ops_facts(s->pair->op[0], s->pair->op[1], NULL));
	return (struct bench_calls){ name, prepare, run_a, run_b, tidy_up };
}

void bench_pair_judge(struct bench_state *s, struct race_sample *sample)
{
	for (unsigned int side = 0; side < 2; side++) {
		const struct op *op = s->pair->op[side];
		int answer = sample->ret[side];

		sample->late[side] = op_answer_is_late(answer);
		if (!op_answer_is_legal(op, s->pair->op[!side], answer))
			t_fail(s->t, "%s: %s", op->what, answer_name(answer));
	}
}

void bench_pair_close(struct bench_state *s)
{
	int error = scene_close(&s->scene);

	if (error)
		t_fail(s->t, "orderly close: %s: %s", fact_name(s->scene.failed),
		       answer_name(error));
}
