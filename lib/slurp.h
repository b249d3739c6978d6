/* SPDX-License-Identifier: GPL-2.0-only */
/* Small files of /proc and /sys, whole. */
#ifndef TCELIFE_SLURP_H
#define TCELIFE_SLURP_H

#include <stdbool.h>
#include <stddef.h>

/* The file's text, NUL-terminated, for the caller to free; NULL with errno if it cannot be read. */
char *slurp(const char *path);

/*
 * The same, of a file that is open and stays so: for what is read again and again, as /proc then
 * need not find out anew how much there is, fs/seq_file.c:seq_read_iter().
 */
char *slurp_fd(int fd);

/* The first number in the file; @fallback if it cannot be read. */
long long slurp_number(const char *path, long long fallback);

/* The number behind @key at the start of a line; @fallback if there is none. */
long long slurp_field(const char *path, const char *key, long long fallback);

/* Write @text in one write(2); 0 or -errno, -EIO if the kernel took a part of it only. */
int spit(const char *path, const char *text);

/*
 * Whether a file opens to be written, which access(2) does not say of debugfs in a kernel that is
 * locked down. 0 or -errno, there -EPERM. fs/debugfs/file.c:debugfs_locked_down()
 */
int spit_possible(const char *path);

/* Write all of it, in as many write(2) as that takes; 0 or -errno. */
int spit_fd(int fd, const char *text, size_t bytes);

#endif
