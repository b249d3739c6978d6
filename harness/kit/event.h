/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * In the place of test.h: an eventfd, which the kernel signals when something happens to a device.
 */
#ifndef TCELIFE_EVENT_H
#define TCELIFE_EVENT_H

#include <linux/vfio.h>

#include "../test.h"

/* The fd, which the caller closes; t_error() if there is none to be had. */
int event_open(struct test *t);

/* It was signalled since the last look, or is within @ms. */
bool event_came(int event_fd, int ms);

/* The kernel takes a signal while it is made, or leaves it to the owner; @when: what was before. */
void t_expect_event_taken(struct test *t, int event_fd, bool want, const char *when);

/*
 * How many interrupts of that kind the first device can be given: as vfio_interrupts_try(), but no
 * INTx that the machine does not route, though the device has the pin. Before 6.16 the kernel
 * counts it all the same, and refuses it (ENODEV): drivers/vfio/pci/vfio_pci_intrs.c,
 * vfio_intx_enable(); that of a PHB without such interrupts is 0 in sysfs.
 */
int event_interrupts(struct test *t, int device_fd, unsigned int kind);

/* "INTx", "MSI" or "MSI-X", of VFIO_PCI_*_IRQ_INDEX. */
const char *event_kind_name(unsigned int kind);

#endif
