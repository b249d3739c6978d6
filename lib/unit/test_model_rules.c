// SPDX-License-Identifier: GPL-2.0-only
/* Every rule of the model fires, and a rule that is wrong on purpose is seen to be. */
#include "model_areas.h"

static void all_of(const struct unit_case *areas)
{
	for (; areas->name; areas++)
		areas->run();
}

static void all_areas(void)
{
	all_of(model_areas_vfio);
	all_of(model_areas_kvm);
	all_of(model_areas_calls);
}

/* No rule is left that no area comes to. */
static void every_rule(void)
{
	model_rules_forget();
	all_areas();
	for (unsigned int n = 0; model_rule(n); n++) {
		CHECK(model_rule(n)->source[0]);
		if (!model_rule_seen(n))
			CHECK_STR(model_rule(n)->id, "seen");
	}
}

/* The twin. */
static void every_plant(void)
{
	for (unsigned int n = 1; n <= MODEL_PLANTS; n++) {
		model_plant(n);
		if (!unit_complains(all_areas))
			CHECK_STR(model_plant_name(n), "seen");
	}
	model_plant(0);
}

static const struct unit_case cases[] = {
	{ "every rule, area by area", every_rule },
	{ "every mistake that is made on purpose", every_plant },
	{ NULL, NULL },
};

const struct unit_suite suite_model_rules = { "model_rules", cases };
