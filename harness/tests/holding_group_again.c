// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: holding.group_again
 * The last driver of a group goes and comes back, over and over, once with the group's file open
 * meanwhile: each time the group goes and comes with it, with the number of device (major, minor)
 * that it had. Another number means that the kernel still holds the group that was there before.
 *
 * Source: Documentation/driver-api/vfio.rst, "Groups, Devices, and IOMMUs";
 * drivers/vfio/group.c:vfio_group_release(): the minor is given back with the group
 */
#include "../kit/unbinder.h"

#define TIMES 3u

static dev_t group_number(struct test *t)
{
	struct stat st;
	char path[32];

	snprintf(path, sizeof(path), "/dev/vfio/%d", t_targets(t)->group);
	if (stat(path, &st))
		t_error(t, "%s: %s", path, strerror(errno));
	return st.st_rdev;
}

static void once(struct test *t, bool while_open)
{
	dev_t before = group_number(t), after;
	struct unbinder u;
	int group_fd = -1;

	unbinder_start(t, &u);
	if (while_open)
		group_fd = vfio_group_open(t_targets(t)->group);
	unbinder_go(t, &u);
	t_expect_unbound(t, &u);
	if (while_open)
		close(group_fd);
	t_expect_errno(t, vfio_group_open_try(t_targets(t)->group), -ENOENT, "open of the group");
	unbinder_rebind(t, &u);
	after = group_number(t);
	t_expect(t, before == after, "the group's minor is %u, was %u", minor(after),
		 minor(before));
}

static void run(struct test *t)
{
	t_case(t, "over and over");
	for (unsigned int i = 0; i < TIMES; i++)
		once(t, false);
	t_case(t, "while its file is open");
	once(t, true);

	t_case(t, "close");
	t_expect_nothing_held(t);
}

TCELIFE_TEST(holding_group_again, .name = "holding.group_again", .run = run, .needs = NEEDS_GROUP);
