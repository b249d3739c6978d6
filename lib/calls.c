// SPDX-License-Identifier: GPL-2.0-only
#include "calls.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>

#define MAX_NAMES  256
#define NAME_BYTES 24

/* A descriptor, or a range of memory. */
struct named {
	bool is_memory;
	bool closed; /* in a phase of the race: the other side may still name it */
	int fd;
	uintptr_t start;
	uint64_t bytes;
	char name[NAME_BYTES]; /* empty: not in use */
};

static struct {
	FILE *file; /* NULL: nothing is recorded */
	unsigned int paused;
	char phase[16];
	struct why cannot;
	struct named named[MAX_NAMES];
	struct {
		uintptr_t start;
		uint64_t bytes, gpa;
	} held;
	char bdf[32], second_path[32];
} calls;

static const char *const kind_names[] = {
	[CALLS_MAKE] = "make", [CALLS_UNDO] = "undo", [CALLS_OP] = "op",
	[CALLS_MEM] = "mem",   [CALLS_LIST] = "list", [CALLS_HCALL] = "hcall",
};

int calls_begin(const char *path)
{
	FILE *file = fopen(path, "we");

	if (!file)
		return -errno;
	memset(&calls, 0, sizeof(calls));
	calls.file = file;
	calls_phase("setup");
	return 0;
}

static void forget_closed(void)
{
	for (unsigned int i = 0; i < MAX_NAMES; i++)
		if (calls.named[i].closed)
			calls.named[i].name[0] = '\0';
}

/* What the two sides do is written down one after the other, but happens side by side. */
static bool is_racing(void)
{
	return calls.phase[0] && !calls.phase[1];
}

void calls_phase(const char *phase)
{
	snprintf(calls.phase, sizeof(calls.phase), "%s", phase);
	if (!is_racing())
		forget_closed();
}

void calls_note(const char *key, const char *value)
{
	if (calls.file)
		fprintf(calls.file, "# %s %s\n", key, value);
}

void calls_cannot(const char *what, ...)
{
	va_list args;

	if (!calls_on() || calls.cannot.text[0])
		return;
	va_start(args, what);
	vsnprintf(calls.cannot.text, sizeof(calls.cannot.text), what, args);
	va_end(args);
}

int calls_end(struct why *why)
{
	bool failed = ferror(calls.file) | fclose(calls.file);

	calls.file = NULL;
	if (calls.cannot.text[0])
		return why_set(why, -ENOTSUP, "%s", calls.cannot.text);
	return failed ? why_set(why, -EIO, "the calls cannot be written") : 0;
}

bool calls_on(void)
{
	return calls.file && !calls.paused;
}

void calls_pause(void)
{
	calls.paused++;
}

void calls_go_on(void)
{
	calls.paused--;
}

void calls_write(enum calls_kind kind, int result, const char *target, const char *label,
		 const char *text, ...)
{
	va_list args;

	if (!calls_on())
		return;
	fprintf(calls.file, "%s\t%d\t%s\t%s\t%s\t", calls.phase, result < 0 ? result : 0, target,
		kind_names[kind], label);
	va_start(args, text);
	vfprintf(calls.file, text, args);
	va_end(args);
	fputc('\n', calls.file);
}

/* --- names ------------------------------------------------------------------------------ */

static bool is_taken(const char *name)
{
	for (unsigned int i = 0; i < MAX_NAMES; i++)
		if (!strcmp(calls.named[i].name, name))
			return true;
	return false;
}

/* A place for a new name; the first one that is free, numbered from the second on. */
static struct named *new_name(const char *base)
{
	struct named *n = calls.named;
	char name[NAME_BYTES];

	while (n < calls.named + MAX_NAMES && n->name[0])
		n++;
	if (n == calls.named + MAX_NAMES) {
		calls_cannot("more than %d descriptors at a time", MAX_NAMES);
		n--;
	}
	snprintf(name, sizeof(name), "%s", base);
	for (unsigned int i = 2; is_taken(name); i++)
		snprintf(name, sizeof(name), "%.16s%u", base, i);
	*n = (struct named){ .fd = -1 };
	memcpy(n->name, name, sizeof(name));
	return n;
}

static struct named *find_fd(int fd)
{
	struct named *closed = NULL;

	for (unsigned int i = 0; i < MAX_NAMES; i++) {
		struct named *n = &calls.named[i];

		if (!n->name[0] || n->is_memory || n->fd != fd)
			continue;
		if (!n->closed)
			return n;
		closed = n;
	}
	return closed;
}

static struct named *find_memory(uintptr_t address)
{
	for (unsigned int i = 0; i < MAX_NAMES; i++) {
		struct named *n = &calls.named[i];

		if (n->name[0] && n->is_memory && address - n->start < n->bytes)
			return n;
	}
	return NULL;
}

const char *calls_name_fd(int fd, const char *base)
{
	struct named *n;

	calls_forget_fd(fd);
	n = new_name(base);
	n->fd = fd;
	return n->name;
}

void calls_forget_fd(int fd)
{
	struct named *n = find_fd(fd);

	if (!n)
		return;
	n->closed = true;
	if (!is_racing())
		forget_closed();
}

/* As good as none: what both sides have left is undone, when one of them has closed it. */
static bool is_closed(int fd)
{
	return fcntl(fd, F_GETFD) < 0;
}

const char *calls_fd(int fd)
{
	struct named *n = find_fd(fd);

	if (fd >= 0 && !n && !is_closed(fd))
		calls_cannot("a descriptor of unknown origin");
	return n ? n->name : "-1";
}

void calls_device(const char *bdf)
{
	snprintf(calls.bdf, sizeof(calls.bdf), "%s", bdf);
}

void calls_second_group(int group)
{
	snprintf(calls.second_path, sizeof(calls.second_path), "/dev/vfio/%d", group);
}

const char *calls_group_path(const char *path)
{
	return strcmp(path, calls.second_path) ? "group_path" : "group_path2";
}

const char *calls_string(const char *string)
{
	static char quoted[160];

	if (!strcmp(string, calls.bdf))
		return "bdf";
	if (strpbrk(string, "\"\\\n"))
		calls_cannot("a string with quotes in it");
	snprintf(quoted, sizeof(quoted), "\"%s\"", string);
	return quoted;
}

static const char *name_memory(const void *start, uint64_t bytes, const char *base, const char *how)
{
	struct named *n;

	calls_forget_memory(start);
	n = new_name(base);
	n->is_memory = true;
	n->start = (uintptr_t)start;
	n->bytes = bytes;
	calls_write(CALLS_MEM, 0, n->name, "mmap", "%s(0x%llx)", how, (unsigned long long)bytes);
	return n->name;
}

const char *calls_name_memory(const void *start, uint64_t bytes, const char *base)
{
	return name_memory(start, bytes, base, "new_memory");
}

void calls_forget_memory(const void *start)
{
	struct named *n = find_memory((uintptr_t)start);

	if (n)
		n->name[0] = '\0';
}

const char *calls_address(const void *address)
{
	static char text[NAME_BYTES + 24];
	struct named *n = find_memory((uintptr_t)address);
	uint64_t offset = n ? (uintptr_t)address - n->start : 0;

	if (!address)
		return "0";
	if (!n)
		calls_cannot("an address in memory of unknown origin");
	if (offset)
		snprintf(text, sizeof(text), "(%s + 0x%llx)", n->name, (unsigned long long)offset);
	else
		snprintf(text, sizeof(text), "%s", n ? n->name : "0");
	return text;
}

/* --- memory that holds ------------------------------------------------------------------- */

void calls_hold(const void *start, uint64_t bytes, uint64_t gpa)
{
	calls.held.start = (uintptr_t)start;
	calls.held.bytes = bytes;
	calls.held.gpa = gpa;
	name_memory(start, bytes, "held", "new_held");
}

bool calls_is_held(const void *address)
{
	return (uintptr_t)address - calls.held.start < calls.held.bytes;
}

const void *calls_held_at(uint64_t gpa)
{
	uint64_t offset = gpa - calls.held.gpa;

	return offset < calls.held.bytes ? (const void *)(calls.held.start + offset) : NULL;
}

const char *calls_content(const void *address)
{
	static char text[NAME_BYTES + 40];
	uint64_t offset = (uintptr_t)address - calls.held.start;

	if (!calls_is_held(address))
		return calls_address(address);
	snprintf(text, sizeof(text), "will_be(held + 0x%llx)", (unsigned long long)offset);
	return text;
}
