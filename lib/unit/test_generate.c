// SPDX-License-Identifier: GPL-2.0-only
#include <string.h>

#include "../model/generate.h"
#include "test_model.h"
#include "unit.h"

#define SEED	  1
#define SEQUENCES 600

static struct generator generator;
static struct op ops[GENERATE_MAX], again[GENERATE_MAX];
static struct model model;

static void begin(const struct generate_opts *opts)
{
	struct model_machine machine;

	model_machine_default(&machine);
	generate_init(&generator, &machine, opts);
}

/* Make one operation as a kernel would that is right. */
static void same_seed_same_sequence(void)
{
	const struct generate_opts opts = { .dma = true };
	unsigned int nr;

	begin(&opts);
	for (uint64_t number = 0; number < 40; number++) {
		nr = generate(&generator, SEED, number, ops);
		generate(&generator, SEED, number + 1, again);
		CHECK_INT(generate(&generator, SEED, number, again), nr);
		CHECK(!memcmp(ops, again, nr * sizeof(*ops)));
		generate(&generator, SEED + 1, number, again);
		CHECK(nr < 3 || memcmp(ops, again, nr * sizeof(*ops)));
	}
}

static void every_length_has_its_turn(void)
{
	const struct generate_opts opts = { 0 };
	bool seen[GENERATE_MAX + 1] = { false };

	begin(&opts);
	for (uint64_t number = 0; number < GENERATE_MAX; number++) {
		CHECK_INT(generate(&generator, SEED, number, ops), generate_length(number));
		seen[generate_length(number)] = true;
	}
	for (unsigned int length = 1; length <= GENERATE_MAX; length++)
		CHECK(seen[length]);
}

/* Each can be made, and is the same after it was written down. */
static void each_is_fit_to_be_made(void)
{
	const struct generate_opts opts = { .dma = true };
	char text[OP_TEXT_BYTES], why[OP_TEXT_BYTES];
	struct model_answer answer;
	struct op op;

	begin(&opts);
	for (uint64_t number = 0; number < 100; number++) {
		unsigned int nr = generate(&generator, SEED, number, ops);

		model = generator.start;
		for (unsigned int i = 0; i < nr; i++) {
			CHECK(model_make(&model, &ops[i], &answer));
			op_format(&ops[i], text, sizeof(text));
			CHECK(op_parse(text, &op, why));
			CHECK(!memcmp(&op, &ops[i], sizeof(op)));
		}
	}
}

static bool is_tied(void)
{
	for (unsigned int t = 0; t < MODEL_TABLES; t++)
		for (unsigned int w = 0; w < MODEL_WINDOWS && model.table[t].used; w++)
			if (model.table[t].tie[w])
				return true;
	return false;
}

static bool has_hardware_entry(void)
{
	for (unsigned int i = 0; i < model.nr_runs; i++)
		if (model.run[i].hardware)
			return true;
	return false;
}

/* They get somewhere: what is meant well mostly is, and more often than not hardware is reached. */
static void they_get_deep(void)
{
	static unsigned int made[OP_NR_CODES], legal[OP_NR_CODES];
	const struct generate_opts opts = { .dma = true };
	unsigned int longer = 0, tied = 0, reached = 0;
	struct model_answer answer;

	begin(&opts);
	for (uint64_t number = 0; number < SEQUENCES; number++) {
		unsigned int nr = generate(&generator, SEED, number, ops);
		bool is_deep = false, has_tie = false;

		model = generator.start;
		for (unsigned int i = 0; i < nr && model_make(&model, &ops[i], &answer); i++) {
			made[ops[i].code]++;
			legal[ops[i].code] += model_succeeds(&answer);
			has_tie |= is_tied();
			is_deep |= has_tie && has_hardware_entry();
		}
		longer += nr >= 30;
		tied += nr >= 30 && has_tie;
		reached += nr >= 30 && is_deep;
	}
	CHECK(tied * 100 > longer * 75);
	CHECK(reached * 100 > longer * 60);
	for (unsigned int code = 0; code < OP_NR_CODES; code++) {
		CHECK(made[code] >= 20);
		/* what no kernel has is never taken */
		CHECK(code == OP_SET_ATTR || legal[code] * 100 > made[code] * 35);
	}
}

/* The most rules come up, success and errors. */
static void rules_come_up(void)
{
	const struct generate_opts opts = { .dma = true };
	static bool seen[512];
	unsigned int nr_rules = 0, nr_seen = 0;
	struct model_answer answer;

	begin(&opts);
	for (uint64_t number = 0; number < SEQUENCES; number++) {
		unsigned int nr = generate(&generator, SEED, number, ops);

		model = generator.start;
		for (unsigned int i = 0; i < nr && model_make(&model, &ops[i], &answer); i++)
			for (unsigned int k = 0; k < answer.nr; k++)
				for (unsigned int n = 0; model_rule(n); n++)
					seen[n] |= model_rule(n) == answer.legal[k].rule;
	}
	for (; model_rule(nr_rules); nr_rules++)
		nr_seen += seen[nr_rules];
	CHECK(nr_seen * 100 > nr_rules * 90);
}

static unsigned int sequences_with(const char *rule)
{
	struct model_answer answer;
	unsigned int with = 0;

	for (uint64_t number = 0; number < SEQUENCES; number++) {
		unsigned int nr = generate(&generator, SEED, number, ops);
		bool any = false;

		model = generator.start;
		for (unsigned int i = 0; i < nr && model_make(&model, &ops[i], &answer); i++)
			for (unsigned int k = 0; k < answer.nr; k++)
				any |= !strcmp(answer.legal[k].rule->id, rule);
		with += any;
	}
	return with;
}

static void what_is_known_is_kept_out(void)
{
	static const struct generate_bias seldom = { .seldom = { "map_dma.ok", "h_put_tce.ioba" } };
	static const struct generate_bias never = { .never = { "h_put_tce.ioba" } };
	const struct generate_opts free = { 0 }, mostly = { .bias = &seldom },
				   wholly = { .bias = &never };
	unsigned int before;

	begin(&free);
	before = sequences_with("h_put_tce.ioba");
	CHECK(before > SEQUENCES / 8);
	begin(&mostly);
	CHECK(sequences_with("h_put_tce.ioba") * 4 < before);
	CHECK(sequences_with("h_put_tce.ioba"));
	begin(&wholly);
	CHECK_INT(sequences_with("h_put_tce.ioba"), 0);
}

static bool is_astray(void)
{
	if (*model_hazard(&model))
		return true;
	for (unsigned int i = 0; i < MODEL_WINDOWS; i++)
		if (model.window[i].used && !model.window[i].container)
			return true;
	return false;
}

/* Where success is what goes wrong, what leads there is kept out, not success. */
static void way_to_known_is_kept_out(void)
{
	static const struct generate_bias never = { .never = { "h_put_tce.ok" } };
	const struct generate_opts free = { 0 }, kept = { .bias = &never };
	struct model_answer answer;
	unsigned int ended[2] = { 0 };

	for (unsigned int k = 0; k < 2; k++) {
		begin(k ? &kept : &free);
		for (uint64_t number = 0; number < 200; number++) {
			unsigned int nr = generate(&generator, SEED, number, ops);

			model = generator.start;
			for (unsigned int i = 0; i < nr && model_make(&model, &ops[i], &answer);
			     i++)
				ended[k] += is_astray();
		}
	}
	CHECK(ended[0] > 10);
	CHECK_INT(ended[1], 0);
	CHECK(sequences_with("h_put_tce.ok") * 2 > SEQUENCES);
}

static unsigned int count(enum op_code code, uint64_t arg)
{
	unsigned int found = 0;

	for (uint64_t number = 0; number < 100; number++) {
		unsigned int nr = generate(&generator, SEED, number, ops);

		for (unsigned int i = 0; i < nr; i++)
			found += ops[i].code == code && ops[i].arg[0] == arg;
	}
	return found;
}

static unsigned int second_groups(void)
{
	unsigned int found = 0;

	for (uint64_t number = 0; number < 100; number++) {
		unsigned int nr = generate(&generator, SEED, number, ops);

		for (unsigned int i = 0; i < nr; i++)
			found += ops[i].code == OP_SET_CONTAINER && ops[i].self.n == 1;
	}
	return found;
}

static void worlds_differ(void)
{
	const struct generate_opts v1 = { .world = GENERATE_V1 }, v2 = { .world = GENERATE_V2 },
				   two = { .world = GENERATE_TWO_GROUPS }, hash = { .hash = true };

	begin(&v1);
	CHECK(count(OP_SET_IOMMU, 2) > 10 * count(OP_SET_IOMMU, 7));
	begin(&v2);
	CHECK(count(OP_SET_IOMMU, 7) > 10 * count(OP_SET_IOMMU, 2));
	CHECK(count(OP_CREATE_VM, 0) > 50);
	CHECK_INT(count(OP_DMA, 0), 0);
	begin(&two);
	CHECK(second_groups() > 50);
	generator.start.machine.hash = true;
	generator.opts = &hash;
	CHECK(count(OP_CREATE_VM, 1) > 50);
}

/* From wherever a sequence has led, there is a way back. */
static void teardown_ends_all(void)
{
	const struct generate_opts opts = { 0 };
	struct prng prng = prng_seed(SEED);
	struct model_answer answer;
	struct op op;

	begin(&opts);
	for (uint64_t number = 0; number < 200; number++) {
		unsigned int nr = generate(&generator, SEED, number, ops), steps = 0;

		model = generator.start;
		for (unsigned int i = 0; i < nr; i++)
			model_make(&model, &ops[i], &answer);
		while (steps++ < GENERATE_MAX && generate_teardown(&model, &prng, &op)) {
			CHECK(model_make(&model, &op, &answer));
			CHECK(model_succeeds(&answer));
		}
		CHECK(steps < GENERATE_MAX);
		CHECK(model_idle(&model));
	}
}

static const struct unit_case cases[] = {
	{ "same-seed-same-sequence", same_seed_same_sequence },
	{ "every-length-has-its-turn", every_length_has_its_turn },
	{ "each-is-fit-to-be-made", each_is_fit_to_be_made },
	{ "they-get-deep", they_get_deep },
	{ "rules-come-up", rules_come_up },
	{ "what-is-known-is-kept-out", what_is_known_is_kept_out },
	{ "way-to-known-is-kept-out", way_to_known_is_kept_out },
	{ "worlds-differ", worlds_differ },
	{ "teardown-ends-all", teardown_ends_all },
	{ NULL, NULL },
};

const struct unit_suite suite_generate = { "generate", cases };
