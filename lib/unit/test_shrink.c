// SPDX-License-Identifier: GPL-2.0-only
#include <string.h>

#include "../model/shrink.h"
#include "unit.h"

#define SEED	  1
#define SEQUENCES 1000
#define TRIES	  3000

static struct generator generator;
static struct shrink shrinker;
static struct op ops[GENERATE_MAX];

/* --- a failure that needs two operations ------------------------------------------------- */

struct wanted {
	enum op_code first, second; /* in this order */
	uint64_t least;		    /* the second one's first number is at least this */
	unsigned int asked;
};

static unsigned int both_are_there(void *context, const struct op *list, unsigned int nr)
{
	struct wanted *w = context;
	bool seen = false;

	w->asked++;
	for (unsigned int i = 0; i < nr; i++) {
		if (seen && list[i].code == w->second && list[i].arg[0] >= w->least)
			return i + 1;
		seen |= list[i].code == w->first;
	}
	return 0;
}

static void fill(void)
{
	for (unsigned int i = 0; i < GENERATE_MAX; i++)
		ops[i] = (struct op){ .code = OP_API_VERSION, .self = { OP_CONTAINER, 2 } };
	ops[30] =
		(struct op){ .code = OP_OPEN_CONTAINER, .made = { OP_CONTAINER, 2 }, .process = 1 };
	ops[150] = (struct op){ .code = OP_SET_IOMMU, .self = { OP_CONTAINER, 2 }, .arg = { 99 } };
}

static void two_of_two_hundred(void)
{
	struct wanted w = { OP_OPEN_CONTAINER, OP_SET_IOMMU, 2, 0 };

	fill();
	CHECK_INT(shrink(&shrinker, ops, GENERATE_MAX, TRIES, both_are_there, &w), 2);
	CHECK_INT(shrinker.nr, 2);
	CHECK_INT(shrinker.ops[0].code, OP_OPEN_CONTAINER);
	CHECK_INT(shrinker.ops[1].code, OP_SET_IOMMU);
	CHECK(w.asked < 150);
	CHECK_INT(shrinker.tries, w.asked);
	/* and these in their simplest form */
	CHECK_INT(shrinker.ops[0].process, 0);
	CHECK_INT(shrinker.ops[0].made.n, 0);
	CHECK_INT(shrinker.ops[1].self.n, 0);
	CHECK_INT(shrinker.ops[1].arg[0], 2);
}

static void what_does_not_fail_stays(void)
{
	struct wanted w = { OP_FORK, OP_SET_IOMMU, 2, 0 };

	fill();
	CHECK_INT(shrink(&shrinker, ops, GENERATE_MAX, TRIES, both_are_there, &w), 0);
	CHECK_INT(w.asked, 1);
}

static void no_more_questions_than_allowed(void)
{
	struct wanted w = { OP_OPEN_CONTAINER, OP_SET_IOMMU, 2, 0 };
	unsigned int nr;

	fill();
	nr = shrink(&shrinker, ops, GENERATE_MAX, 2, both_are_there, &w);
	CHECK_INT(w.asked, 2);
	CHECK_INT(nr, 151); /* what comes behind the failure is cut off at once */
	CHECK(both_are_there(&w, shrinker.ops, shrinker.nr));
}

/* --- a kernel that is wrong on purpose: another model ------------------------------------ */

static struct model model, kernel;
static char wrong[MODEL_TEXT_BYTES], looked_for[MODEL_TEXT_BYTES];

static bool seen_alike(void)
{
	if (model_locked_pages(&model, 0) != model_locked_pages(&kernel, 0)) {
		strcpy(wrong, "locked");
		return false;
	}
	if (model_pinned_pages(&model) != model_pinned_pages(&kernel)) {
		strcpy(wrong, "pinned");
		return false;
	}
	return true;
}

/* One operation by the kernel with mistake @plant, beside the model. False: they part. */
static bool step(const struct op *op, unsigned int plant)
{
	struct model_answer must, is;
	struct op_result result;

	if (!model_can(&model, op) || !model_can(&kernel, op))
		return true;
	model_predict(&model, op, &must);
	model_plant(plant);
	model_predict(&kernel, op, &is);
	model_play(&is, &result);
	model_take(&kernel, op, &result);
	model_plant(0);
	if (!model_agrees(&must, &result)) {
		model_fingerprint(op, &must, &result, wrong);
		return false;
	}
	model_take(&model, op, &result);
	return seen_alike();
}

static unsigned int departs(void *context, const struct op *list, unsigned int nr)
{
	const unsigned int *plant = context;

	model = kernel = generator.start;
	for (unsigned int i = 0; i < nr; i++)
		if (!step(&list[i], *plant))
			return looked_for[0] && strcmp(wrong, looked_for) ? 0 : i + 1;
	return 0;
}

static unsigned int find(unsigned int plant)
{
	looked_for[0] = '\0';
	for (uint64_t number = 0; number < SEQUENCES; number++) {
		unsigned int nr = generate(&generator, SEED, number, ops);

		if (!departs(&plant, ops, nr))
			continue;
		strcpy(looked_for, wrong);
		return shrink(&shrinker, ops, nr, TRIES, departs, &plant);
	}
	return 0;
}

static void begin(void)
{
	static const struct generate_opts opts = { 0 };
	struct model_machine machine;

	model_machine_default(&machine);
	generate_init(&generator, &machine, &opts);
}

/* What it takes to get there: with hardware behind a table of KVM, and that with large pages. */
static unsigned int setup_of(unsigned int plant)
{
	return plant == 10 ? 10 : plant == MODEL_PLANTS ? 14 : 6;
}

/* Each mistake is found, and what is left of the sequence is little more than its set-up. */
static void planted_mistakes(void)
{
	begin();
	CHECK_INT(find(0), 0);
	for (unsigned int plant = 1; plant <= MODEL_PLANTS; plant++) {
		unsigned int nr = find(plant);

		CHECK_STR(nr ? "found" : model_plant_name(plant), "found");
		CHECK(nr <= setup_of(plant));
	}
}

static const struct unit_case cases[] = {
	{ "two-of-two-hundred", two_of_two_hundred },
	{ "what-does-not-fail-stays", what_does_not_fail_stays },
	{ "no-more-questions-than-allowed", no_more_questions_than_allowed },
	{ "planted-mistakes", planted_mistakes },
	{ NULL, NULL },
};

const struct unit_suite suite_shrink = { "shrink", cases };
