/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The asserting half of a twin: thing_try() answers 0, an fd or -errno, and
 * thing() is MUST(thing_try()).
 */
#ifndef TCELIFE_MUST_H
#define TCELIFE_MUST_H

#include "test_util.h"

/*
 * Assert that @ret is not negative; pass it on. The lib's test_assert() turns
 * an errno of EACCES into a skip: a failed set-up is no skip, so hide it from
 * there and leave it in the text.
 */
static inline int must_succeed(int ret, const char *what, const char *file, unsigned int line)
{
	errno = ret >= 0 || ret == -EACCES ? 0 : -ret;
	test_assert(ret >= 0, what, file, line, "%s: %s", what, ret < 0 ? strerror(-ret) : "");
	return ret;
}

#define MUST(call) must_succeed(call, #call, __FILE__, __LINE__)

/* What a system call that returns -1 and errno says, as one number. */
static inline int errno_or(int ret)
{
	return ret < 0 ? -errno : ret;
}

#endif
