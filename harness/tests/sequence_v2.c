// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: sequence.v2
 * Random sequences of all calls that there are, most of them legal, on one
 * group and v2 containers: containers, windows, registered memory, VMs, tables,
 * hypercalls, up to three processes, low limits. Each answer, the locked memory
 * after it and what is left at the end must be what the model of the documents
 * says; the first departure of each kind is shrunk to the shortest sequence
 * that shows it. DUR= for longer, REPLAY= for one.
 *
 * Source: lib/model/rules.h, which cites a document for each rule
 */
#include "../kit/sequences.h"

static void run(struct test *t)
{
	const struct campaign_plan plan = { .world = GENERATE_V2, .least_ms = 6000, .dma = true };

	campaign_run(t, &plan);
}

TCELIFE_TEST(sequence_v2, .name = "sequence.v2", .run = run, .needs = NEEDS_KVM | NEEDS_GROUP,
	     .hang_s = 60, .data = "not to be repeated");
