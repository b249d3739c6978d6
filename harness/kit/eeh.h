/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * In the place of test.h: requests to the error handling of the hardware behind a container, by
 * one who goes away, or whose driver does.
 */
#ifndef TCELIFE_EEH_H
#define TCELIFE_EEH_H

#include "../../lib/setting.h"
#include "reach.h"
#include "sibling.h"
#include "unbinder.h"

/* What a device says that it is; all ones if it does not answer. */
struct eeh_said {
	uint32_t ids;	/* PCI_VENDOR_ID, PCI_DEVICE_ID */
	uint32_t class; /* PCI_CLASS_REVISION */
};

/* False, with the case skipped, on a machine without that. */
bool eeh_possible(struct test *t);

/* What the first device says to the host, by sysfs; t_error() if that cannot be asked. */
void eeh_said_to_host(struct test *t, struct eeh_said *said);
/* What it says to who has it open. */
void eeh_said_to_user(const struct rig *rig, struct eeh_said *said);
bool t_expect_eeh_said(struct test *t, struct eeh_said now, const struct eeh_said *before,
		       const char *to_whom);

/* The end of a reset, as the guest's firmware does it. */
void t_eeh_take_back(struct test *t, const struct rig *rig);

#endif
