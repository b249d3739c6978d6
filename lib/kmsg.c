// SPDX-License-Identifier: GPL-2.0-only
#include "kmsg.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define RECORD_BYTES 8192 /* include/linux/printk.h: PRINTK_MESSAGE_MAX and its prefix */

static bool add(char **text, size_t *bytes, const char *record, size_t record_bytes)
{
	char *more = realloc(*text, *bytes + record_bytes + 1);

	if (!more)
		return false;
	memcpy(more + *bytes, record, record_bytes);
	*text = more;
	*bytes += record_bytes;
	more[*bytes] = '\0';
	return true;
}

int kmsg_take(int fd, char **text, size_t *bytes, bool *lost)
{
	char record[RECORD_BYTES];
	ssize_t n;

	for (;;) {
		n = read(fd, record, sizeof(record));
		if (n > 0) {
			if (!add(text, bytes, record, (size_t)n))
				return -ENOMEM;
		} else if (!n || errno == EAGAIN) {
			return 0;
		} else if (errno == EPIPE) {
			if (lost)
				*lost = true; /* the next one is the oldest that is still there */
		} else if (errno != EINTR) {
			return -errno;
		}
	}
}
