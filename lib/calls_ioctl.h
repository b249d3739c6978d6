/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef TCELIFE_CALLS_IOCTL_H
#define TCELIFE_CALLS_IOCTL_H

/* Write down an ioctl that has been made: @result is what it answered, or -errno. */
void calls_ioctl(int fd, unsigned long request, const void *arg, int result);

#endif
