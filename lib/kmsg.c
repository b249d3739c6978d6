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

bool kmsg_take(int fd, char **text, size_t *bytes)
{
	char record[RECORD_BYTES];
	bool any = false;
	ssize_t n;

	for (;;) {
		n = read(fd, record, sizeof(record));
		if (n < 0 && (errno == EPIPE || errno == EINTR))
			continue; /* the next one is the oldest that is still there */
		if (n <= 0 || !add(text, bytes, record, (size_t)n))
			return any;
		any = true;
	}
}
