// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: selfcheck.sequences_corpus
 * On a kernel with counters (make kernel FLAVOUR=gcov): a sequence that reaches what none before
 * it did is kept, the same once more is not, nor is one in which the kernel departs from the model;
 * the next run has what was kept, and one in four of its sequences is made of it. If new counters
 * were not noticed, a corpus that stays empty would look like a kernel that has all been reached.
 *
 * Source: kernel/gcov/gcc_4_7.c, kernel/gcov/fs.c
 */
#include "../kit/sequences.h"

static void run(struct test *t)
{
	campaign_check_corpus(t);
}

TCELIFE_TEST(selfcheck_sequences_corpus, .name = "selfcheck.sequences_corpus", .run = run,
	     .needs = NEEDS_KVM | NEEDS_GROUP, .only_by_name = true, .data = "not to be repeated");
