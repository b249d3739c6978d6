// SPDX-License-Identifier: GPL-2.0-only
#include "minimise.h"

#include <string.h>

#include "../../lib/calls.h"

/* The phase of a party: a, b, and c for the third one. */
static void begin_side(const struct racing *r, unsigned int side)
{
	const char phase[] = { (char)('a' + side), '\0' };
	char what[128];

	snprintf(what, sizeof(what), "%s %s", phase, racing_op(r, side)->what);
	calls_note("operation", what);
	calls_phase(phase);
}

/* The end of a process is not tried out here. */
static void record_ending(const struct op *op)
{
	if (!strcmp(op->name, "exit"))
		calls_write(CALLS_OP, 0, "-", op->what, "_exit(0)");
	else if (!strcmp(op->name, "sigkill"))
		calls_write(CALLS_OP, 0, "-", op->what, "kill(getpid(), SIGKILL)");
	else
		calls_cannot("%s ends its process in a way of its own", op->name);
}

static void record_side(struct racing *r, unsigned int side)
{
	const struct op *op = racing_op(r, side);

	begin_side(r, side);
	if (op->ends_process)
		record_ending(op);
	else
		r->party[side].mark.answer = op->run(&r->scene, side);
}

static void record_repair(struct racing *r)
{
	int error;

	calls_phase("repair");
	racing_tidy_up(r);
	error = scene_prepare(&r->scene);
	if (error)
		t_error(r->t, "the scene again: %s: %s", fact_name(r->scene.failed),
			answer_name(error));
}

/* A program knows system calls' errors; what a hypercall says stays in the guest. */
static bool answers_in_errno(const struct op *op)
{
	return !op->ends_process && !op->stream && !op->runs_vcpu;
}

/* What each may say, for a program that is to tell a wrong answer from a right one. */
static void record_answers(const struct racing *r)
{
	for (unsigned int side = 0; side < 2; side++) {
		char text[512] = { (char)('a' + side) };
		size_t at = 1;

		if (!answers_in_errno(racing_op(r, side)))
			continue;
		for (int error = 1; error <= EHWPOISON; error++)
			if (racing_is_legal(r, side, -error) && at < sizeof(text))
				at += snprintf(text + at, sizeof(text) - at, " %s",
					       strerrorname_np(error));
		calls_note("legal", text);
	}
	if (!op_both_may_succeed(racing_op(r, 0), racing_op(r, 1)))
		calls_note("succeeds", "one");
}

static void record_setup(struct racing *r)
{
	int error;

	calls_device(t_targets(r->t)->bdf);
	if (r->scene.second)
		calls_second_group(r->scene.second->group);
	calls_note("race", r->pair->name);
	calls_note("release", r->t->release);
	record_answers(r);
	calls_name_memory(r->scene.extra_hva, r->scene.extra_bytes, "extra");
	error = scene_prepare(&r->scene);
	if (error)
		t_error(r->t, "the scene: %s: %s", fact_name(r->scene.failed), answer_name(error));
}

void pair_record(struct racing *r)
{
	char path[600];
	struct why why;
	int error;

	t_case(r->t, "system calls");
	snprintf(path, sizeof(path), "%s/calls", r->t->folder);
	racing_scene_init(r);
	error = calls_begin(path);
	if (error)
		t_error(r->t, "%s: %s", path, strerror(-error));
	record_setup(r);
	for (unsigned int side = 0; side < r->nr_parties; side++)
		record_side(r, side);
	record_repair(r);
	if (calls_end(&why))
		t_error(r->t, "%s cannot be written as a program: %s", r->pair->name, why.text);
	t_checked(r->t);
	scene_close(&r->scene);
}

/* --- what is left out --------------------------------------------------------------------- */

static const char *const fact_words[NR_FACTS] = {
	[FACT_VM] = "vm",
	[FACT_SLOT] = "slot",
	[FACT_BOUND] = "bound",
	[FACT_CONTAINER] = "container",
	[FACT_GROUP] = "group",
	[FACT_JOINED] = "joined",
	[FACT_IOMMU] = "iommu",
	[FACT_DEVICE] = "device",
	[FACT_MEMORY] = "memory",
	[FACT_EXTRA] = "extra",
	[FACT_WINDOW] = "window",
	[FACT_TABLE] = "table",
	[FACT_KVM_VFIO] = "kvm_vfio",
	[FACT_ADDED] = "added",
	[FACT_ATTACHED] = "attached",
	[FACT_MANY] = "many",
	[FACT_MAPPED] = "mapped",
	[FACT_ENTRY] = "entry",
	[FACT_FRESH] = "fresh",
	[FACT_LARGE] = "large",
	[FACT_EMPTY] = "empty",
	[FACT_LAST] = "last",
	[FACT_SECOND] = "second",
	[FACT_FOLLOWED] = "followed",
	[FACT_OWN] = "own",
	[FACT_SHARED] = "shared",
	[FACT_BESIDE] = "beside",
	[FACT_OVERLAP] = "overlap",
	[FACT_AFAR] = "afar",
	[FACT_LOGGED] = "logged",
};

static uint32_t fact_named(struct test *t, const char *word, size_t bytes)
{
	for (unsigned int f = 0; f < NR_FACTS; f++)
		if (strlen(fact_words[f]) == bytes && !strncmp(fact_words[f], word, bytes))
			return fact_bit((enum fact)f);
	t_error(t,
		"--without %s: '%.*s' is no part of a scene; vm, slot, device, memory, window, "
		"table and the other names of enum fact are",
		t->without, (int)bytes, word);
}

uint32_t pair_left_out(struct test *t)
{
	const char *word = t->without ?: "";
	uint32_t facts = 0;

	for (word += strspn(word, " "); *word; word += strspn(word, " ")) {
		size_t bytes = strcspn(word, " ");

		facts |= fact_named(t, word, bytes);
		word += bytes;
	}
	return facts_needing(facts);
}
