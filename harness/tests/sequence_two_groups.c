// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: sequence.two_groups
 * As sequence.v2, on two groups: in one container and in two, of the same type and not, behind one
 * KVM table and two.
 *
 * Source: lib/model/rules.h, which cites a document for each rule
 */
#include "../kit/sequences.h"

static void run(struct test *t)
{
	const struct campaign_plan plan = { .world = GENERATE_TWO_GROUPS,
					    .least_ms = 5000,
					    .dma = true };

	campaign_run(t, &plan);
}

TCELIFE_TEST(sequence_two_groups, .name = "sequence.two_groups", .run = run,
	     .needs = NEEDS_KVM | NEEDS_TWO_GROUPS, .data = "not to be repeated");
