// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: holding.wrong_container
 * VFIO_GROUP_SET_CONTAINER with a file that is no container is refused, and so is any file for a
 * group that is in a container already; neither leaves a reference behind: the pipe that was tried
 * reports its end as soon as the test closes it, and the group leaves and joins as before. All of
 * it in a process that has its files for itself, and in one whose threads share them: there, each
 * lookup of a file takes a reference.
 *
 * Source: include/uapi/linux/vfio.h, VFIO_GROUP_SET_CONTAINER: "Groups may only belong to a
 * single container"; drivers/vfio/group.c:vfio_group_ioctl_set_container()
 */
#include "../kit/given.h"

static void refuses(struct test *t, int group_fd, int want, const char *when)
{
	struct given pipe;

	given_open(t, &pipe);
	t_expect_errno(t, vfio_set_container_try(group_fd, pipe.fd), want,
		       "SET_CONTAINER to a pipe, %s", when);
	t_expect_given_back(t, &pipe);
}

static void try_all(struct test *t, const char *shared)
{
	int group_fd = vfio_group_open(t_targets(t)->group);
	int container_fd = vfio_container_open(), other_fd = vfio_container_open();

	t_case(t, "in no container%s", shared);
	refuses(t, group_fd, vfio_no_container_errno(), "in no container");

	t_case(t, "in a container%s", shared);
	vfio_set_container(group_fd, container_fd);
	refuses(t, group_fd, -EINVAL, "in a container");
	t_expect_errno(t, vfio_set_container_try(group_fd, other_fd), -EINVAL,
		       "SET_CONTAINER to another container");
	t_expect_errno(t, vfio_set_container_try(group_fd, container_fd), -EINVAL,
		       "SET_CONTAINER to the same container");

	t_case(t, "it leaves and joins%s", shared);
	vfio_unset_container(group_fd);
	t_expect_errno(t, vfio_set_container_try(group_fd, other_fd), 0,
		       "SET_CONTAINER to the other one");
	vfio_unset_container(group_fd);
	close(group_fd);
	close(other_fd);
	close(container_fd);
	t_expect_nothing_held(t);
}

static void run(struct test *t)
{
	try_all(t, "");
	t_share_files(t);
	try_all(t, ", shared files");
}

TCELIFE_TEST(holding_wrong_container, .name = "holding.wrong_container", .run = run,
	     .needs = NEEDS_GROUP);
