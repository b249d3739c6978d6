/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * In the place of test.h: requests to the error handling of the hardware behind a container, by
 * one who goes away, or whose driver does.
 */
#ifndef TCELIFE_EEH_H
#define TCELIFE_EEH_H

#include "reach.h"
#include "unbinder.h"

/* False, with the case skipped, on a machine without that. */
bool eeh_possible(struct test *t);

#endif
