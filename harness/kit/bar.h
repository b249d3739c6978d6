/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * In the place of test.h or live.h: BAR 0 of the first device, mapped. A mapping is a user of the
 * device like an fd.
 */
#ifndef TCELIFE_BAR_H
#define TCELIFE_BAR_H

#include "live.h"

/* Its first page, to be read; NULL, and the case is skipped, if this device's cannot be mapped. */
const volatile uint32_t *bar_map(struct test *t, const struct rig *rig);
/*
 * True if the first device stops answering when its command register says so; else the case is
 * skipped.
 */
bool bar_can_be_off(struct test *t);
void bar_unmap(const volatile uint32_t *bar);

#endif
