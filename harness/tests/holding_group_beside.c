// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: holding.group_beside
 * Of two groups one goes with its last driver and comes back with it, beside the other one, which
 * stays; then the other way round. What goes is the one's own: both can be opened afterwards, and
 * have the numbers of device (major, minor) that they had.
 *
 * Source: Documentation/driver-api/vfio.rst, "Groups, Devices, and IOMMUs";
 * drivers/vfio/group.c:vfio_group_release(): the minor is given back with the group
 */
#include "../kit/unbinder.h"

static dev_t number_of(struct test *t, const struct vfio_target *target)
{
	int group_fd = vfio_group_open_try(target->group);
	struct stat st = { 0 };

	if (!t_expect_fd(t, group_fd, "open of the group"))
		return 0;
	fstat(group_fd, &st);
	close(group_fd);
	return st.st_rdev;
}

static void goes_and_comes(struct test *t, unsigned int which)
{
	const struct vfio_target *gone = &t_targets(t)[which], *stays = &t_targets(t)[!which];
	dev_t gone_before = number_of(t, gone), stays_before = number_of(t, stays);
	struct unbinder u;

	t_case(t, "group %u goes", which);
	unbinder_start_on(t, &u, gone);
	unbinder_go(t, &u);
	t_expect_unbound(t, &u);
	t_expect(t, number_of(t, stays) == stays_before, "the other one's minor has changed");

	t_case(t, "group %u comes back", which);
	unbinder_rebind(t, &u);
	t_expect(t, number_of(t, gone) == gone_before, "it has another minor");
	t_expect(t, number_of(t, stays) == stays_before, "the other one's minor has changed");
}

static void run(struct test *t)
{
	goes_and_comes(t, 0);
	goes_and_comes(t, 1);

	t_case(t, "close");
	t_expect_nothing_held(t);
}

TCELIFE_TEST(holding_group_beside, .name = "holding.group_beside", .run = run,
	     .needs = NEEDS_TWO_GROUPS);
