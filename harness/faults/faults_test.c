// SPDX-License-Identifier: GPL-2.0-only
/* The body of every faults.<operation>. */
#include "../../lib/kmemleak.h"
#include "../growth.h"
#include "../race/loss.h"
#include "failing.h"

#define MAX_NTH 400 /* an operation that allocates more often is not seen to its end */

static struct rig_opts opts_for(const struct faulty *f)
{
	struct rig_opts opts = {
		.nr_vcpus = 2,
		.iommu_type = f->op->only_v1 ? VFIO_SPAPR_TCE_IOMMU : 0,
		.dma_bytes = 4ull * getpagesize(),
		.window = ops_window(f->op, NULL),
	};

	if (f->law.levels)
		opts.window.levels = f->law.levels;
	return opts;
}

static struct failing *failing_open(struct test *t)
{
	struct failing *r = calloc(1, sizeof(*r));
	int error;

	if (!r)
		t_error(t, "no memory for the test");
	r->t = t;
	r->faulty = t->decl->data;
	r->opts = opts_for(r->faulty);
	r->pid[r->nr_pids++] = gettid();
	error = fault_open(&r->fault);
	if (error)
		t_error(t, "fault injection: %s", strerror(-error));
	r->kmsg_fd = open("/dev/kmsg", O_RDONLY | O_NONBLOCK | O_CLOEXEC);
	ear_open(&r->ear, t);
	scene_init(&r->scene, t_targets(t), &r->opts,
		   ops_facts(r->faulty->op, r->faulty->op, NULL));
	return r;
}

/* --- one allocation after the other --------------------------------------------------------- */

static void try_one(struct failing *r)
{
	if (failing_op(r)->ends_process)
		failing_try_in_child(r);
	else
		failing_try(r);
	t_checked(r->t);
}

static void try_all(struct failing *r)
{
	unsigned int first = r->t->at_given ? (unsigned int)r->t->at_tb : 1;
	unsigned int last = r->t->tries ? first + (unsigned int)r->t->tries - 1 : MAX_NTH;

	if (!failing_op(r)->ends_process)
		failing_rehearse(r);
	for (r->nth = first; !r->done && r->nth <= last; r->nth++) {
		t_alive(r->t);
		try_one(r);
		failing_listen_for_reports(r);
	}
}

/* Of a scene that each try has for itself nothing is left. */
static int close_scene(struct failing *r)
{
	return failing_op(r)->ends_process ? 0 : scene_close(&r->scene);
}

/* The last case: what is still locked when the test ends is said in it. */
static void say_closed(struct failing *r, int error)
{
	t_case(r->t, "close");
	t_expect(r->t, !error, "orderly close: %s: %s", fact_name(r->scene.failed),
		 answer_name(error));
}

/* --- what is said of it --------------------------------------------------------------------- */

static void say_functions(struct failing *r)
{
	char text[RECORD_TEXT_BYTES] = "asked for by";
	size_t at = strlen(text);

	for (unsigned int i = 0; i < r->nr_functions && at < sizeof(text); i++)
		at += (size_t)snprintf(text + at, sizeof(text) - at, "%s %s", i ? "," : "",
				       r->function[i]);
	t_diag(r->t, "%s", text);
}

static void say_evidence(struct failing *r)
{
	t_case(r->t, "evidence");
	t_diag(r->t, "%u failed allocations%s: refused %u, done without %u", r->injected,
	       r->complaints.nr ? "" : ", all unwound", r->refused, r->injected - r->refused);
	if (r->injected) {
		t_checked(r->t);
		say_functions(r);
	}
	if (t_is_stopped(r->t))
		return;
	if (!r->injected)
		t_cannot_judge(r->t, r->t->at_given ? "it does not allocate as often as that" :
						      "it allocates nothing");
	else if (r->t->tries)
		return;
	else if (!r->through && !r->complaints.nr)
		t_cannot_judge(r->t, "not at its end after %u failed allocations", r->injected);
}

/* Takes half a minute: only for DEPTH=full. */
static void find_leaks(struct failing *r)
{
	struct kmemleak found;
	char why[96];
	int error = 0;

	t_case(r->t, "kmemleak");
	if (!kmemleak_available(why, sizeof(why))) {
		t_skip(r->t, "%s", why);
		return;
	}
	sleep(KMEMLEAK_OLD_S);
	for (unsigned int i = 0; !error && i < KMEMLEAK_LOOKS; i++) {
		t_alive(r->t);
		error = kmemleak_look();
	}
	t_alive(r->t);
	error = error ?: kmemleak_find(r->pid, r->nr_pids, &found);
	if (error)
		t_error(r->t, "kmemleak: %s", strerror(-error));
	t_expect(r->t, !found.nr, "nothing points to %u objects (%zu bytes), the first from %s",
		 found.nr, found.bytes, found.first);
}

static uint64_t try_more(void *arg, uint64_t nr, bool control)
{
	struct failing *r = arg;
	unsigned int last = r->injected ?: 1;
	uint64_t made;

	r->done = false;
	for (made = 0; made < nr && !t_is_stopped(r->t); made++) {
		r->nth = control ? last + 1 : 1 + (unsigned int)(made % last);
		t_alive(r->t);
		try_one(r);
	}
	scene_prepare(&r->scene);
	return made;
}

/* Memory that the tries lose, where that can be told: most kernels that can do this have KASAN. */
static void judge_loss(struct failing *r)
{
	struct loss loss;
	uint64_t made;

	if (growth_blind() || r->t->at_given || t_is_stopped(r->t) || r->complaints.nr ||
	    !r->injected || failing_op(r)->ends_process)
		return;
	if (scene_prepare(&r->scene))
		return;
	loss_begin(&loss);
	made = try_more(r, r->injected > LOSS_MIN_TRIES ? r->injected : LOSS_MIN_TRIES, false);
	loss_judge(r->t, &loss, made, try_more, r);
}

void faults_run(struct test *t)
{
	struct failing *r = failing_open(t);
	int error;

	t_case(t, "tries");
	try_all(r);
	judge_loss(r);
	complaints_say(&r->complaints, t, r->faulty->law.is_done);
	say_evidence(r);
	error = close_scene(r);
	if (t_full_depth(t) && r->injected && !t_is_stopped(t))
		find_leaks(r);
	say_closed(r, error);
	if (r->kmsg_fd >= 0)
		close(r->kmsg_fd);
	ear_close(&r->ear);
	fault_close(&r->fault);
	free(r);
}
