/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The structure with a request's arguments, passed in the way that an operation asks for (args=):
 * with another size than it has, or where it is not all there, or cannot be written.
 */
#ifndef TCELIFE_SEQUENCE_PASSING_H
#define TCELIFE_SEQUENCE_PASSING_H

#include <stddef.h>

#include "../../lib/model/op.h"

/* Said instead of an answer: the kernel has written behind what it was told to. */
#define PASSING_OVERRUN (-4094)

/* The bytes of a structure up to a member and with it: what a request needs of it. */
#define UP_TO(type, member) (offsetof(type, member) + sizeof(((type *)0)->member))

/* What is passed: @bytes at @args, of which the kernel needs @least. */
struct passing {
	void *args;
	size_t bytes, least;
	bool sized; /* begins with argsz, an __u32 */
};

/* Where the kernel shall look for it. */
void *passing_put(const struct op *op, const struct passing *p);

/* After the call: what the kernel has put there is in p->args. @ret, or PASSING_OVERRUN. */
int64_t passing_get(const struct op *op, const struct passing *p, int64_t ret);

/* Both, with a request of VFIO's in between: 0, a value or -errno. */
int64_t passing_request(const struct op *op, int fd, unsigned long request,
			const struct passing *p);

#endif
