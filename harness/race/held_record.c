// SPDX-License-Identifier: GPL-2.0-only
/* The way from a held race to a program of its own: scripts/minimise. */
#include "../../lib/calls.h"
#include "holding.h"

/* What the program does until it is held where the grip says; scripts/repro/emit.awk knows them. */
static const char *const way[] = {
	[GRIP_FIRST] = "first",
	[GRIP_WRITE] = "write",
	[GRIP_AGAIN] = "again",
};

/* The program holds by userfaultfd alone. */
static void check_hold(struct holding *r)
{
	unsigned int nr;
	const struct grip *const *grips = grips_all(&nr);
	char others[200] = "";
	size_t at = 0;

	if (hold_how(r->grasp.hold) == HOLD_FAULT)
		return;
	if (holding_grip(r)->how == HOLD_FAULT)
		t_error(r->t,
			"%s cannot be written as a program here: userfaultfd is not to be had",
			r->held->name);
	for (unsigned int i = 0; i < nr && at < sizeof(others); i++)
		if (grips[i]->how == HOLD_PUNCH)
			at += snprintf(others + at, sizeof(others) - at, " %s", grips[i]->name);
	t_error(r->t,
		"%s cannot be written as a program: userfaultfd, the only way to hold that it "
		"knows, does not hold there. Every grip can but:%s",
		r->held->name, others);
}

static void begin_side(const char *phase, const char *what)
{
	char text[128];

	snprintf(text, sizeof(text), "%s %s", phase, what);
	calls_note("operation", text);
	calls_phase(phase);
}

/* Nobody is held while it is written down: both pages are there. */
static void fill(struct holding *r)
{
	int error = 0;

	calls_pause();
	for (unsigned int page = 0; page < GRIP_PAGES && !error; page++)
		error = hold_fill(r->grasp.hold, page, holding_content(r, page));
	calls_go_on();
	if (error)
		t_error(r->t, "what holds cannot be filled: %s", strerror(-error));
}

/* The table is watched by the program itself. */
static void prepare(struct holding *r)
{
	int error = scene_prepare(&r->scene);

	if (error)
		t_error(r->t, "the scene: %s: %s", fact_name(r->scene.failed), answer_name(error));
	memset(r->content, 0, GRIP_PAGES * hold_page_bytes(r->grasp.hold));
	error = holding_grip(r)->prepare(&r->grasp, holding_argument(r));
	if (error < 0)
		t_error(r->t, "what is held: %s", answer_name(error));
	fill(r);
}

static void record_setup(struct holding *r)
{
	calls_device(t_targets(r->t)->bdf);
	if (r->scene.second)
		calls_second_group(r->scene.second->group);
	calls_note("race", r->held->name);
	calls_note("release", r->t->release);
	calls_note("at", way[holding_grip(r)->at]);
	calls_note("where", holding_grip(r)->where);
	calls_name_memory(r->scene.extra_hva, r->scene.extra_bytes, "extra");
	calls_hold(hold_page(r->grasp.hold, GRIP_HEAD), GRIP_PAGES * hold_page_bytes(r->grasp.hold),
		   GRIP_GPA);
	prepare(r);
}

/* With nothing that runs meanwhile it is what lies there that changes: a list, all of it. */
static void record_change(struct holding *r)
{
	const uint64_t *list = r->grasp.arg;
	uint64_t nr = 0;

	begin_side("b", "a change of what is read");
	holding_grip(r)->flip(&r->grasp, holding_argument(r), 0);
	fill(r);
	while (nr < r->grasp.arg_bytes / sizeof(*list) && list[nr])
		nr++;
	calls_list(list, nr);
}

static void record_a(struct holding *r)
{
	begin_side("a", r->held->a->what);
	r->a.answer = holding_grip(r)->run(&r->grasp);
}

static void record_b(struct holding *r)
{
	begin_side("b", r->held->b->what);
	r->b.answer = r->held->b->run(&r->scene, 1);
}

/* One after the other; the driver does not leave as long as A has the device open. */
static void record_sides(struct holding *r)
{
	if (r->scene.driver_leaves) {
		record_b(r);
		record_a(r);
		return;
	}
	record_a(r);
	if (r->held->b)
		record_b(r);
	else
		record_change(r);
}

static void record_repair(struct holding *r)
{
	calls_phase("repair");
	holding_tidy_up(r, r->held->b);
	prepare(r);
}

void holding_record(struct holding *r)
{
	char path[600];
	struct why why;
	int error;

	check_hold(r);
	snprintf(path, sizeof(path), "%s/calls", r->t->folder);
	error = calls_begin(path);
	if (error)
		t_error(r->t, "%s: %s", path, strerror(-error));
	record_setup(r);
	record_sides(r);
	record_repair(r);
	if (calls_end(&why))
		t_error(r->t, "%s cannot be written as a program: %s", r->held->name, why.text);
	t_checked(r->t);
	scene_close(&r->scene);
}
