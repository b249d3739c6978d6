// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../kmsg.h"
#include "kmsg_script.h"
#include "unit.h"

const struct kmsg_answer *unit_kmsg_next;
bool unit_kmsg_no_memory;

ssize_t unit_kmsg_read(int fd, void *record, size_t bytes)
{
	const struct kmsg_answer *a = unit_kmsg_next;

	if (!a)
		return read(fd, record, bytes);
	unit_kmsg_next++;
	if (!a->record) {
		errno = a->error;
		return -1;
	}
	CHECK(strlen(a->record) <= bytes);
	memcpy(record, a->record, strlen(a->record));
	return (ssize_t)strlen(a->record);
}

void *unit_kmsg_realloc(void *old, size_t bytes)
{
	return unit_kmsg_no_memory ? NULL : realloc(old, bytes);
}

static void overtaken(void)
{
	static const struct kmsg_answer answers[] = {
		{ "6,1,1,-;a\n", 0 }, { NULL, EPIPE },	{ NULL, EINTR },  { NULL, EPIPE },
		{ "6,9,9,-;b\n", 0 }, { NULL, EAGAIN }, { NULL, EAGAIN },
	};
	char *text = NULL;
	size_t bytes = 0;
	bool lost = false;

	unit_kmsg_next = answers;
	CHECK_INT(kmsg_take(0, &text, &bytes, &lost), 0);
	CHECK_STR(text, "6,1,1,-;a\n6,9,9,-;b\n");
	CHECK_INT(bytes, 20);
	CHECK(lost);
	CHECK_INT(kmsg_take(0, &text, &bytes, &lost), 0);
	CHECK_INT(bytes, 20);
	CHECK(lost);
	unit_kmsg_next = NULL;
	free(text);
}

/* One that is interrupted has lost nothing; one that does not ask is not told. */
static void not_lost(void)
{
	static const struct kmsg_answer answers[] = {
		{ NULL, EINTR },
		{ NULL, EAGAIN },
		{ NULL, EPIPE },
		{ NULL, EAGAIN },
	};
	char *text = NULL;
	size_t bytes = 0;
	bool lost = false;

	unit_kmsg_next = answers;
	CHECK_INT(kmsg_take(0, &text, &bytes, &lost), 0);
	CHECK(!lost);
	CHECK_INT(kmsg_take(0, &text, &bytes, NULL), 0);
	CHECK(!text);
	CHECK_INT(bytes, 0);
	unit_kmsg_next = NULL;
}

/* What was taken before is kept. */
static void cut_short(void)
{
	static const struct kmsg_answer answers[] = { { "6,1,1,-;a\n", 0 },
						      { NULL, EBADF },
						      { "6,2,2,-;b\n", 0 } };
	char *text = NULL;
	size_t bytes = 0;
	bool lost = false;

	unit_kmsg_next = answers;
	CHECK_INT(kmsg_take(0, &text, &bytes, &lost), -EBADF);
	unit_kmsg_no_memory = true;
	CHECK_INT(kmsg_take(0, &text, &bytes, &lost), -ENOMEM);
	unit_kmsg_no_memory = false;
	CHECK_STR(text, "6,1,1,-;a\n");
	CHECK_INT(bytes, 10);
	CHECK(!lost);
	unit_kmsg_next = NULL;
	free(text);
}

static const struct unit_case cases[] = {
	{ "overtaken", overtaken },
	{ "not-lost", not_lost },
	{ "cut-short", cut_short },
	{ NULL, NULL },
};

const struct unit_suite suite_kmsg = { "kmsg", cases };
