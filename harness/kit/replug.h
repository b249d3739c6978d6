/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * In the place of test.h: devices of the first device's group, taken out of the emulated
 * machine and put in again.
 */
#ifndef TCELIFE_REPLUG_H
#define TCELIFE_REPLUG_H

#include "attached.h"
#include "reach.h"
#include "sibling.h"

#define REPLUG_MAX 8

struct replug {
	char bdf[REPLUG_MAX][16];
	unsigned int nr;
};

/* False, with the case skipped, on any machine but one of QEMU's: no other has the sibling. */
bool replug_possible(struct test *t);

/* All of the group. */
void replug_list(struct test *t, struct replug *r);

/* Out, one after the other; no driver of theirs is asked. drivers/pci/pci-sysfs.c:remove_store() */
void replug_out(struct test *t, const struct replug *r);

/* True once @group has gone; who lets go of it late is waited for, but not for long. */
bool replug_group_gone(int group);

/*
 * In again, all in one group, whose number it returns; or t_error().
 * drivers/pci/pci-sysfs.c:rescan_store()
 */
int replug_in(struct test *t, const struct replug *r);
/* The same, in the group that the test was given. */
void replug_back(struct test *t, const struct replug *r);

/* Then the test's own device has to be bound to vfio-pci again. */
void replug_bind(struct test *t);

#endif
