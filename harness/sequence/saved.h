/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Sequences that are worth keeping: each file saved/<name>.seq is a test, sequence.saved.<name>, in
 * which kernel and model must agree. Its comments say what it is about.
 */
#ifndef TCELIFE_SEQUENCE_SAVED_H
#define TCELIFE_SEQUENCE_SAVED_H

#include "../test.h"

#define SAVED_SECOND_GROUP "new=g1"    /* in a sequence that needs two */
#define SAVED_HUGE	   "mmap_huge" /* in one that needs huge pages */

/* All of them, made once; they live for ever. */
const struct test_decl *saved_all(unsigned int *nr);

#endif
