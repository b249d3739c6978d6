// SPDX-License-Identifier: GPL-2.0-only
/* One try: the scene, the operation with one allocation that fails, what is left of it. */
#include "../../lib/klog.h"
#include "../../lib/kmsg.h"
#include "failing.h"

/* --- where it failed ---------------------------------------------------------------------- */

void failing_listen(struct failing *r)
{
	if (r->kmsg_fd >= 0)
		lseek(r->kmsg_fd, 0, SEEK_END);
}

/* All that came since, for the caller to free. */
static char *heard(struct failing *r, size_t *bytes)
{
	char *text = NULL;

	*bytes = 0;
	if (r->kmsg_fd >= 0)
		kmsg_take(r->kmsg_fd, &text, bytes, NULL);
	return text;
}

/* The function that asked: the second word of "kmalloc <- f <- g". */
static void take_function(struct place *p)
{
	const char *asked = strstr(p->path, " <- ");

	asked = asked ? asked + 4 : p->path;
	snprintf(p->function, sizeof(p->function), "%.*s", (int)strcspn(asked, " "), asked);
}

static void note_function(struct failing *r)
{
	for (unsigned int i = 0; i < r->nr_functions; i++)
		if (!strcmp(r->function[i], r->last.function))
			return;
	if (r->nr_functions < FAILING_MAX_PLACES)
		strcpy(r->function[r->nr_functions++], r->last.function);
}

void failing_injected(struct failing *r)
{
	size_t bytes;
	char *text = heard(r, &bytes);

	r->injected++;
	r->last.nth = r->nth;
	/* with __GFP_NOWARN nothing is said */
	if (!text || !klog_forced_failure(text, bytes, r->last.path, sizeof(r->last.path)))
		strcpy(r->last.path, "silent");
	take_function(&r->last);
	note_function(r);
	free(text);
}

void failing_listen_for_reports(struct failing *r)
{
	char title[160];

	if (!ear_heard(&r->ear, title, sizeof(title)))
		return;
	t_diag(r->t, "n=%u: failed in %s", r->nth, r->last.path);
	t_stopped(r->t, title);
	r->done = true;
}

/* --- what is legal ------------------------------------------------------------------------ */

/* The operation did without, or need not: it has done its work. */
static bool is_work(const struct failing *r, int answer)
{
	const struct op *op = failing_op(r);

	return !answer || (op->busy && answer == op->busy);
}

static bool is_legal(const struct failing *r, int answer)
{
	const struct fault_law *law = &r->faulty->law;

	if (is_work(r, answer))
		return true;
	for (unsigned int i = 0; i < FAULTY_MAX_LEGAL && law->legal[i]; i++)
		if (answer == law->legal[i])
			return true;
	return answer == -ENOMEM && !law->never_refuses;
}

/* --- the try ------------------------------------------------------------------------------ */

void failing_no_scene(struct failing *r, const char *what, int error)
{
	if (!r->injected)
		t_error(r->t, "the scene: %s: %s", what, answer_name(error));
	complain(&r->complaints, COMPLAINT_UNWOUND, r->last.function,
		 "n=%u: afterwards %s cannot be made again: %s (failed in %s)", r->last.nth, what,
		 answer_name(error), r->last.path);
	r->done = true;
}

void failing_look_back(struct failing *r)
{
	struct holdings now;
	char text[120];

	if (!r->usual_known) {
		holdings_read(&r->usual);
		r->usual_known = true;
	} else if (!holdings_are_back(r->t, &r->usual, &now)) {
		holdings_print(&r->usual, &now, text, sizeof(text));
		complain(&r->complaints, COMPLAINT_UNWOUND, r->last.function,
			 "n=%u: in the end %s (failed in %s)", r->last.nth, text, r->last.path);
		r->usual = now;
	}
}

/* A vCPU whose KVM_RUN was refused is where it was: it can be run again. */
static void find_vcpus(struct scene *s)
{
	for (unsigned int i = 0; s->rig.vm && i < s->rig.opts.nr_vcpus; i++)
		s->rig.cpu[i].lost = false;
}

static void expect_done(struct failing *r)
{
	const struct fault_law *law = &r->faulty->law;

	if (law->is_done && !law->is_done(&r->scene))
		complain(&r->complaints, COMPLAINT_DONE, r->last.function,
			 "n=%u: %s (failed in %s)", r->nth, law->not_done, r->last.path);
}

/* It was refused: nothing has changed, and it succeeds now. Its answer. */
static int judge_refusal(struct failing *r, int refusal, const struct holdings *before)
{
	const struct fault_law *law = &r->faulty->law;
	struct holdings now;
	char text[120];
	int again;

	r->refused++;
	if (!holdings_are_back(r->t, before, &now)) {
		holdings_print(before, &now, text, sizeof(text));
		complain(&r->complaints, COMPLAINT_UNWOUND, r->last.function,
			 "n=%u: %s, but %s (failed in %s)", r->nth, answer_name(refusal), text,
			 r->last.path);
	}
	if (law->not_again || law->never_refuses)
		return refusal;
	find_vcpus(&r->scene);
	again = failing_op(r)->run(&r->scene, 0);
	if (!is_work(r, again))
		complain(&r->complaints, COMPLAINT_AGAIN, r->last.function,
			 "n=%u: %s, and when tried again %s (failed in %s)", r->nth,
			 answer_name(refusal), answer_name(again), r->last.path);
	else
		expect_done(r);
	return again;
}

static int judge(struct failing *r, int answer, const struct holdings *before)
{
	if (!is_legal(r, answer))
		complain(&r->complaints, COMPLAINT_ANSWER, r->last.function,
			 "n=%u: %s: %s (failed in %s)", r->nth, failing_op(r)->what,
			 answer_name(answer), r->last.path);
	if (!is_work(r, answer))
		return judge_refusal(r, answer, before);
	expect_done(r);
	return answer;
}

/* Nothing failed any more. That it fails now is left behind by the tries before. */
static void expect_through(struct failing *r, int answer)
{
	printf(": %s, and nothing failed\n", answer_name(answer));
	r->through = r->done = true;
	if (is_work(r, answer))
		return;
	complain(&r->complaints, COMPLAINT_AGAIN, r->last.function,
		 "n=%u: %s, and no allocation has failed", r->nth, answer_name(answer));
}

static bool prepare(struct failing *r)
{
	const struct fault_law *law = &r->faulty->law;
	int error;

	scene_disturbed(&r->scene, law->fresh);
	error = scene_prepare(&r->scene);
	if (error) {
		failing_no_scene(r, fact_name(r->scene.failed), error);
		return false;
	}
	failing_look_back(r);
	error = law->prepare ? law->prepare(&r->scene) : 0;
	if (error)
		failing_no_scene(r, "what it works on", error);
	return !error;
}

static void tidy_up(struct failing *r, int answer)
{
	const struct op *op = failing_op(r);

	if (op->after)
		op->after(&r->scene, 0, answer);
	scene_disturbed(&r->scene, op->changes);
}

void failing_rehearse(struct failing *r)
{
	int answer;

	if (!prepare(r))
		return;
	answer = failing_op(r)->run(&r->scene, 0);
	if (!is_work(r, answer))
		t_error(r->t, "%s: %s, and no allocation has failed", failing_op(r)->what,
			answer_name(answer));
	tidy_up(r, answer);
	r->usual_known = false;
}

void failing_say_begin(const struct failing *r)
{
	printf("  n=%u", r->nth);
	fflush(stdout);
}

void failing_try(struct failing *r)
{
	struct holdings before;
	bool injected;
	int answer;

	if (!prepare(r))
		return;
	holdings_read(&before);
	failing_listen(r);
	failing_say_begin(r);
	fault_arm(&r->fault, r->nth);
	answer = failing_op(r)->run(&r->scene, 0);
	injected = fault_disarm(&r->fault);
	if (injected) {
		failing_injected(r);
		/* at once: the runner gives a test little time to stop */
		failing_listen_for_reports(r);
		printf(": %s, failed in %s\n", answer_name(answer), r->last.path);
		answer = judge(r, answer, &before);
	} else {
		expect_through(r, answer);
	}
	tidy_up(r, answer);
}
