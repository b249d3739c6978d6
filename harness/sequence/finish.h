/* SPDX-License-Identifier: GPL-2.0-only */
/* What stands behind the operations that were generated: a look at what there is, and the end. */
#ifndef TCELIFE_SEQUENCE_FINISH_H
#define TCELIFE_SEQUENCE_FINISH_H

#include "play.h"

/*
 * Append to @nr_ops operations in @ops (room for PLAY_MAX): H_GET_TCE of some entries that tables
 * have then, and what takes everything away again, both as @seed has it. How many they are then.
 */
unsigned int finish_sequence(const struct model *start, uint64_t seed, struct op *ops,
			     unsigned int nr_ops);

#endif
