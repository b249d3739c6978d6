/* SPDX-License-Identifier: GPL-2.0-only */
/* In the place of test.h, for the test that shows that what shall be held is held. */
#ifndef TCELIFE_KIT_HOLD_H
#define TCELIFE_KIT_HOLD_H

#include <sched.h>
#include <sys/uio.h>

#include "../../lib/cpus.h"
#include "../../lib/hold.h"
#include "../../lib/oracle.h"
#include "../race/actor.h"
#include "../test.h"

#endif
