// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: selfcheck.objects
 * Who counts what the kernel has allocated (teardown.objects and its kin) finds a body that leaves
 * pages behind each time, and does not find one that does so in the first series of rounds only,
 * as others do on a machine that is not idle.
 *
 * Source: harness/kit/objects.c
 */
#include "../kit/selfcheck.h"

#define TIMES  128u /* of so many, pages are counted as well */
#define SERIES 4u   /* rounds */

struct leak {
	int fd;
	unsigned int left; /* so many times more it leaves pages behind */
};

static void body(void *arg)
{
	static const char pages[2 * 65536]; /* two: others may give one back meanwhile */
	const size_t bytes = 2 * (size_t)getpagesize();
	struct leak *leak = arg;

	if (!leak->left)
		return;
	leak->left--;
	TEST_ASSERT(write(leak->fd, pages, bytes) == (ssize_t)bytes, "no memory for a file");
}

static void leaves(struct test *t, unsigned int times, bool found)
{
	struct leak leak = { memfd_create("tcelife", MFD_CLOEXEC), times };
	struct inner inner;
	const char *failure;

	inner_init(t, &inner, NULL);
	t_expect_objects_stay(&inner.test, body, &leak, TIMES);
	failure = inner_failure(&inner);
	t_expect(t, !failure == !found, "it says: %s", failure ?: "nothing");
	inner_free(&inner);
	close(leak.fd);
}

static void run(struct test *t)
{
	t_case(t, "each time");
	if (!t_objects_in_sight(t))
		return;
	leaves(t, UINT32_MAX, true);
	t_case(t, "in the first series");
	leaves(t, SERIES * TIMES, false);
}

TCELIFE_TEST(selfcheck_objects, .name = "selfcheck.objects", .run = run, .hang_s = 120,
	     .data = "not to be repeated");
