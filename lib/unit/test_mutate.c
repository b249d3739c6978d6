// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "../model/mutate.h"
#include "test_model.h"
#include "unit.h"

#define SEED	  1
#define SEQUENCES 400
#define PARENTS	  12

static struct generator generator;
static struct mutate_parents parents;
static struct op ops[GENERATE_MAX], again[GENERATE_MAX];
static struct model model;

static void begin(const struct generate_opts *opts, unsigned int nr_parents)
{
	struct model_machine machine;

	model_machine_default(&machine);
	generate_init(&generator, &machine, opts);
	mutate_free(&parents);
	for (uint64_t number = 100; parents.nr < nr_parents; number++) {
		unsigned int nr = generate(&generator, SEED, number, ops);

		if (nr >= 20)
			CHECK_INT(mutate_add(&parents, ops, nr), 0);
	}
}

static void same_seed_same_mutant(void)
{
	const struct generate_opts opts = { .dma = true };
	unsigned int nr, differ = 0;

	begin(&opts, PARENTS);
	for (uint64_t number = 0; number < 100; number++) {
		nr = mutate(&generator, &parents, SEED, number, ops);
		CHECK(nr && nr <= GENERATE_MAX);
		mutate(&generator, &parents, SEED, number + 1, again);
		CHECK_INT(mutate(&generator, &parents, SEED, number, again), nr);
		CHECK(!memcmp(ops, again, nr * sizeof(*ops)));
		mutate(&generator, &parents, SEED + 1, number, again);
		differ += memcmp(ops, again, nr * sizeof(*ops)) != 0;
	}
	CHECK(differ > 95);
}

static unsigned int in_common(const struct mutate_parent *p, unsigned int nr)
{
	unsigned int i;

	for (i = 0; i < nr && i < p->nr_ops; i++)
		if (memcmp(&p->ops[i], &ops[i], sizeof(*ops)))
			break;
	return i;
}

/* Nearly all begin as their parent does, and nearly none is just that. */
static void it_is_made_of_its_parent(void)
{
	const struct generate_opts opts = { 0 };
	unsigned int alike = 0, same = 0;

	begin(&opts, PARENTS);
	for (uint64_t number = 0; number < SEQUENCES; number++) {
		unsigned int nr = mutate(&generator, &parents, SEED, number, ops);
		bool like_one = false, is_one = false;

		for (unsigned int i = 0; i < parents.nr; i++) {
			unsigned int n = in_common(&parents.parent[i], nr);

			like_one |= n >= 4;
			is_one |= n == nr && n == parents.parent[i].nr_ops;
		}
		alike += like_one;
		same += is_one;
	}
	CHECK(alike * 100 > SEQUENCES * 75);
	CHECK(same * 100 < SEQUENCES * 10);
}

/* Each operation can be made where it stands. */
static void each_is_fit_to_be_made(void)
{
	const struct generate_opts opts = { .dma = true };
	struct model_answer answer;

	begin(&opts, PARENTS);
	for (uint64_t number = 0; number < SEQUENCES; number++) {
		unsigned int nr = mutate(&generator, &parents, SEED, number, ops), dmas = 0;

		model = generator.start;
		for (unsigned int i = 0; i < nr; i++) {
			CHECK(model_make(&model, &ops[i], &answer));
			dmas += ops[i].code == OP_DMA;
		}
		CHECK(dmas <= 2);
	}
}

static unsigned int mutants_with(const char *rule)
{
	struct model_answer answer;
	unsigned int with = 0;

	for (uint64_t number = 0; number < SEQUENCES; number++) {
		unsigned int nr = mutate(&generator, &parents, SEED, number, ops);
		bool any = false;

		model = generator.start;
		for (unsigned int i = 0; i < nr && model_make(&model, &ops[i], &answer); i++)
			for (unsigned int k = 0; k < answer.nr; k++)
				any |= !strcmp(answer.legal[k].rule->id, rule);
		with += any;
	}
	return with;
}

/* Parents of a kernel that was right, on one that is known to be wrong; and one that has no DMA. */
static void what_is_known_is_kept_out(void)
{
	static const struct generate_bias never = { .never = { "h_put_tce.ioba" } };
	static const struct generate_bias seldom = { .seldom = { "h_put_tce.ioba" } };
	const struct generate_opts free = { .dma = true }, wholly = { .bias = &never },
				   mostly = { .bias = &seldom };
	unsigned int before;

	begin(&free, 4 * PARENTS);
	before = mutants_with("h_put_tce.ioba");
	CHECK(before > SEQUENCES / 8);
	generator.opts = &mostly;
	CHECK(mutants_with("h_put_tce.ioba") * 4 < before);
	generator.opts = &wholly;
	CHECK_INT(mutants_with("h_put_tce.ioba"), 0);
	for (uint64_t number = 0; number < SEQUENCES; number++)
		for (unsigned int i = mutate(&generator, &parents, SEED, number, ops); i--;)
			CHECK(ops[i].code != OP_DMA);
}

/* A parent that is short, none that can be made, and too many. */
static void odd_parents(void)
{
	const struct generate_opts opts = { 0 };
	const struct op impossible = { .code = OP_CLOSE, .process = 1, .self = { OP_GROUP, 1 } };
	const struct op one = { .code = OP_OPEN_CONTAINER, .made = { OP_CONTAINER, 0 } };

	begin(&opts, 0);
	CHECK_INT(mutate_add(&parents, &one, 0), 0);
	CHECK_INT(parents.nr, 0);
	CHECK_INT(mutate_add(&parents, &one, 1), 0);
	for (uint64_t number = 0; number < 40; number++)
		CHECK(mutate(&generator, &parents, SEED, number, ops) <= GENERATE_MAX);
	mutate_free(&parents);
	CHECK_INT(mutate_add(&parents, &impossible, 1), 0);
	for (uint64_t number = 0; number < 40; number++)
		for (unsigned int i = mutate(&generator, &parents, SEED, number, ops); i--;)
			CHECK(memcmp(&ops[i], &impossible, sizeof(one)));
	while (parents.nr < MUTATE_PARENTS)
		CHECK_INT(mutate_add(&parents, &one, 1), 0);
	CHECK_INT(mutate_add(&parents, &one, 1), -ENOSPC);
	mutate_free(&parents);
}

/* As they are, each, where nothing is kept out; and without that where something is. */
static void parents_themselves(void)
{
	static const struct generate_bias never = { .never = { "h_put_tce.ioba" } };
	const struct generate_opts free = { 0 }, wholly = { .bias = &never };
	unsigned int nr, shorter = 0;

	begin(&free, 4 * PARENTS);
	for (unsigned int n = 0; n < parents.nr; n++) {
		nr = mutate_not(&generator, &parents, n, SEED, n, ops);
		CHECK_INT(nr, parents.parent[n].nr_ops);
		CHECK_INT(in_common(&parents.parent[n], nr), nr);
	}
	generator.opts = &wholly;
	for (unsigned int n = 0; n < parents.nr; n++)
		shorter += mutate_not(&generator, &parents, n, SEED, n, ops) <
			   parents.parent[n].nr_ops;
	CHECK(shorter);
	mutate_free(&parents);
}

static void one_in_four_is_due(void)
{
	const struct generate_opts opts = { 0 };
	unsigned int due[MUTATE_EVERY] = { 0 };

	begin(&opts, 1);
	for (uint64_t number = 0; number < 4000; number++)
		due[number % MUTATE_EVERY] += mutate_is_due(&parents, SEED, number);
	/* of 1000 each */
	for (unsigned int i = 0; i < MUTATE_EVERY; i++)
		CHECK(due[i] > 200 && due[i] < 300);
	mutate_free(&parents);
	for (uint64_t number = 0; number < 40; number++)
		CHECK(!mutate_is_due(&parents, SEED, number));
}

static const struct unit_case cases[] = {
	{ "same-seed-same-mutant", same_seed_same_mutant },
	{ "it-is-made-of-its-parent", it_is_made_of_its_parent },
	{ "each-is-fit-to-be-made", each_is_fit_to_be_made },
	{ "what-is-known-is-kept-out", what_is_known_is_kept_out },
	{ "odd-parents", odd_parents },
	{ "parents-themselves", parents_themselves },
	{ "one-in-four-is-due", one_in_four_is_due },
	{ NULL, NULL },
};

const struct unit_suite suite_mutate = { "mutate", cases };
