/* SPDX-License-Identifier: GPL-2.0-only */
/* The kernel log as it comes, record by record. */
#ifndef TCELIFE_KMSG_H
#define TCELIFE_KMSG_H

#include <stdbool.h>
#include <stddef.h>

/*
 * All records that there are by now in @fd, which is /dev/kmsg and does not block, are added to the
 * @bytes of @text, NUL-terminated, which the caller frees. Records that were overwritten before
 * they were read are passed over; one without memory for it ends this. True if there was one.
 * kernel/printk/printk.c:devkmsg_read()
 */
bool kmsg_take(int fd, char **text, size_t *bytes);

#endif
