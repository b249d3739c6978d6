/* SPDX-License-Identifier: GPL-2.0-only */
/* The names that points have. */
#ifndef TCELIFE_RACE_EXPLORE_SYMBOLS_H
#define TCELIFE_RACE_EXPLORE_SYMBOLS_H

#include "../../lib/symbols.h"

/*
 * Of this kernel: read and sorted the first time only, which takes a second. Whoever forks a child
 * for each race asks before. Empty if the kernel does not tell: points then have addresses.
 */
const struct symbols *explore_symbols(void);

#endif
