// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: sequence.hash
 * As sequence.v2, with hash guests, which run in real mode here; whatever containers there are.
 *
 * Source: lib/model/rules.h, which cites a document for each rule
 */
#include "../kit/sequences.h"

static void run(struct test *t)
{
	const struct campaign_plan plan = { .world = GENERATE_ANY, .hash = true, .least_ms = 5000 };

	campaign_run(t, &plan);
}

TCELIFE_TEST(sequence_hash, .name = "sequence.hash", .run = run, .needs = NEEDS_KVM | NEEDS_GROUP,
	     .data = "not to be repeated");
