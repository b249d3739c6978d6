/* SPDX-License-Identifier: GPL-2.0-only */
/* The kernel log as it comes, record by record. */
#ifndef TCELIFE_KMSG_H
#define TCELIFE_KMSG_H

#include <stdbool.h>
#include <stddef.h>

/*
 * All records that there are by now in @fd, which is /dev/kmsg and does not block, are added to the
 * @bytes of @text, NUL-terminated, which the caller frees; NULL as long as there was none. Records
 * that were overwritten before they were read are passed over: @lost, which may be NULL, is true
 * then, and else as it was. 0, or the -errno that ended it before the last record: of read(2), or
 * -ENOMEM, with one record lost. kernel/printk/printk.c:devkmsg_read()
 */
int kmsg_take(int fd, char **text, size_t *bytes, bool *lost);

#endif
