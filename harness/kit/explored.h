/* SPDX-License-Identifier: GPL-2.0-only */
/* In the place of test.h, for the test of what is said of a pair that was explored. */
#ifndef TCELIFE_KIT_EXPLORED_H
#define TCELIFE_KIT_EXPLORED_H

#include "../race/explore.h"
#include "selfcheck.h"

#endif
