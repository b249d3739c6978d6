// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: selfcheck.sequences
 * Mistakes in the model, made on purpose, one at a time and each in another area: random
 * sequences find each of them, as a departure that is none without it. If they did not, a
 * model that agrees with everything would look like a kernel without a mistake.
 *
 * Source: lib/model/model.h, model_plant()
 */
#include "../kit/sequences.h"

#define MAX_SEQUENCES 400

static void run(struct test *t)
{
	for (unsigned int n = 1; n <= MODEL_PLANTS; n++) {
		const struct campaign_plan plan = { .world = GENERATE_V2,
						    .plant = n,
						    .max_tries = MAX_SEQUENCES };

		t_case(t, "%s", model_plant_name(n));
		if (!campaign_finds_plant(t, &plan))
			t_fail(t, "not found in %u sequences", MAX_SEQUENCES);
	}
}

TCELIFE_TEST(selfcheck_sequences, .name = "selfcheck.sequences", .run = run,
	     .needs = NEEDS_KVM | NEEDS_GROUP, .only_by_name = true, .hang_s = 120,
	     .data = "not to be repeated");
