/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * In the place of test.h: does the first device sleep?
 * Documentation/ABI/testing/sysfs-devices-power, runtime_status
 */
#ifndef TCELIFE_SLEEP_H
#define TCELIFE_SLEEP_H

#include "event.h"

/* False, with the case skipped, if it is always awake here, whoever has it. */
bool sleep_possible(struct test *t);

/* It does, now. */
bool sleep_is_asleep(struct test *t);

/* It does soon: a work queue puts it to sleep when nobody counts on it any more. */
bool sleep_falls_asleep(struct test *t);

#endif
