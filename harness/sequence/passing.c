// SPDX-License-Identifier: GPL-2.0-only
#include "passing.h"

#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <unistd.h>

#include "../../lib/must.h"

#define LONG_BYTES 2048u /* of OP_LONG */
#define FILLER	   0xa5	 /* where nobody writes */

/* A page, and behind it one that nobody may touch. */
static uint8_t *page(void)
{
	size_t bytes = (size_t)getpagesize();
	static uint8_t *at;

	if (at)
		return at;
	at = mmap(NULL, 2 * bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	MUST(at == MAP_FAILED ? -errno : 0);
	MUST(errno_or(mprotect(at + bytes, bytes, PROT_NONE)));
	return at;
}

static size_t argsz_of(enum op_passing how, const struct passing *p)
{
	switch (how) {
	case OP_EMPTY:
		return 0;
	case OP_SHORT:
		return p->least - 1;
	case OP_LONG:
		return LONG_BYTES;
	case OP_LEAST:
		return p->least;
	default:
		return p->bytes;
	}
}

/* How much of the structure is on the page, at its end if that is where it ends. */
static size_t bytes_there(enum op_passing how, const struct passing *p)
{
	if (how == OP_LEAST)
		return p->least;
	return how == OP_CUT ? p->least - 1 : p->bytes;
}

static uint8_t *place(enum op_passing how, const struct passing *p)
{
	if (how == OP_LEAST || how == OP_CUT)
		return page() + getpagesize() - bytes_there(how, p);
	return page();
}

static void protect(int prot)
{
	MUST(errno_or(mprotect(page(), (size_t)getpagesize(), prot)));
}

void *passing_put(const struct op *op, const struct passing *p)
{
	enum op_passing how = op_passing(op);
	uint32_t argsz = (uint32_t)argsz_of(how, p);

	if (p->sized)
		memcpy(p->args, &argsz, sizeof(argsz));
	if (how == OP_WHOLE)
		return p->args;
	if (how == OP_NULL)
		return NULL;
	memset(page(), FILLER, (size_t)getpagesize());
	memcpy(place(how, p), p->args, bytes_there(how, p));
	if (how == OP_FROZEN)
		protect(PROT_READ);
	return place(how, p);
}

/* Nobody has written before it, or behind what argsz says. */
static bool is_within(enum op_passing how, const struct passing *p)
{
	const uint8_t *start = place(how, p), *end = page() + getpagesize();
	size_t mine = p->sized ? argsz_of(how, p) : p->bytes, there = bytes_there(how, p);

	for (const uint8_t *at = page(); at < end; at++) {
		size_t n = (size_t)(at - start);

		if ((at < start || (n >= mine && n >= there)) && *at != FILLER)
			return false;
		if (at >= start && n >= mine && n < there && *at != ((uint8_t *)p->args)[n])
			return false;
	}
	return true;
}

int64_t passing_get(const struct op *op, const struct passing *p, int64_t ret)
{
	enum op_passing how = op_passing(op);

	if (how == OP_WHOLE || how == OP_NULL)
		return ret;
	if (how == OP_FROZEN)
		protect(PROT_READ | PROT_WRITE);
	if (!is_within(how, p))
		return PASSING_OVERRUN;
	memcpy(p->args, place(how, p), bytes_there(how, p));
	return ret;
}

int64_t passing_request(const struct op *op, int fd, unsigned long request, const struct passing *p)
{
	void *at = passing_put(op, p);

	return passing_get(op, p, errno_or(ioctl(fd, request, at)));
}
