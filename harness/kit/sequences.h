/* SPDX-License-Identifier: GPL-2.0-only */
/* In the place of test.h, for the sequence.* tests. */
#ifndef TCELIFE_SEQUENCES_H
#define TCELIFE_SEQUENCES_H

#include "../sequence/campaign.h"
#include "../test.h"

#endif
