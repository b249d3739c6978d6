/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * In the place of test.h: the other device of the first device's group, in the lab QEMU's
 * pci-testdev, which does nothing and is nobody's. No other device is taken: nobody asked for it.
 */
#ifndef TCELIFE_SIBLING_H
#define TCELIFE_SIBLING_H

#include "given.h"
#include "sleep.h"
#include "tce.h"

/* Its address, or NULL, and the test is skipped. Valid until the next call. */
const char *sibling_find(struct test *t);

/* Bind it to vfio-pci, or t_error(). Should the test die, the next start gives it back. */
void sibling_take(struct test *t, const char *bdf);
/* Take the driver away again. */
void sibling_give_back(struct test *t, const char *bdf);

/* The number of the group that any PCI device is in, by its address; -ENODEV, -ENOENT: none. */
int sibling_group(const char *bdf);

#endif
