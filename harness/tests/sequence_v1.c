// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: sequence.v1
 * As sequence.v2, on v1 containers: windows that cannot be changed, memory that is pinned page by
 * page as it is mapped, and hypercalls that the kernel leaves to user space.
 *
 * Source: lib/model/rules.h, which cites a document for each rule
 */
#include "../kit/sequences.h"

static void run(struct test *t)
{
	const struct campaign_plan plan = { .world = GENERATE_V1, .least_ms = 5000, .dma = true };

	campaign_run(t, &plan);
}

TCELIFE_TEST(sequence_v1, .name = "sequence.v1", .run = run, .needs = NEEDS_KVM | NEEDS_GROUP,
	     .data = "not to be repeated");
