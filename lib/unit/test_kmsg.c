// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../kmsg.h"
#include "unit.h"

/* Instead of read(2) in lib/kmsg.c, as Makefile.mk tells it: what there is, one after the other. */
ssize_t unit_kmsg_read(int fd, void *record, size_t bytes);

struct answer {
	const char *record; /* NULL: refused with @error */
	int error;
};

static const struct answer *next;

ssize_t unit_kmsg_read(int fd, void *record, size_t bytes)
{
	const struct answer *a = next++;

	(void)fd;
	if (!a->record) {
		errno = a->error;
		return -1;
	}
	CHECK(strlen(a->record) <= bytes);
	memcpy(record, a->record, strlen(a->record));
	return (ssize_t)strlen(a->record);
}

static void overtaken(void)
{
	static const struct answer answers[] = {
		{ "6,1,1,-;a\n", 0 }, { NULL, EPIPE },	{ NULL, EINTR },  { NULL, EPIPE },
		{ "6,9,9,-;b\n", 0 }, { NULL, EAGAIN }, { NULL, EAGAIN },
	};
	char *text = NULL;
	size_t bytes = 0;

	next = answers;
	CHECK(kmsg_take(0, &text, &bytes));
	CHECK_STR(text, "6,1,1,-;a\n6,9,9,-;b\n");
	CHECK_INT(bytes, 20);
	CHECK(!kmsg_take(0, &text, &bytes));
	CHECK_INT(bytes, 20);
	free(text);
}

static const struct unit_case cases[] = {
	{ "overtaken", overtaken },
	{ NULL, NULL },
};

const struct unit_suite suite_kmsg = { "kmsg", cases };
