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
#include "../test.h"

/* A pipe's write end; @read_fd tells when the last reference to it is gone. */
static int open_pipe(struct test *t, int *read_fd)
{
	int end[2];

	if (pipe2(end, O_CLOEXEC | O_NONBLOCK))
		t_error(t, "pipe: %s", strerror(errno));
	*read_fd = end[0];
	return end[1];
}

static void refuses(struct test *t, int group_fd, int want, const char *when)
{
	int read_fd, fd = open_pipe(t, &read_fd);
	char byte;

	t_expect_errno(t, vfio_set_container_try(group_fd, fd), want, "SET_CONTAINER to a pipe, %s",
		       when);
	t_expect(t, read(read_fd, &byte, 1) < 0 && errno == EAGAIN,
		 "the pipe ends before its only writer is closed");
	close(fd);
	t_expect(t, !read(read_fd, &byte, 1), "the pipe's write end is closed, and still held");
	close(read_fd);
}

static void try_all(struct test *t, const char *shared)
{
	int group_fd = vfio_group_open(t_targets(t)->group);
	int container_fd = vfio_container_open(), other_fd = vfio_container_open();

	t_case(t, "in no container%s", shared);
	refuses(t, group_fd, -EBADFD, "in no container");

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
