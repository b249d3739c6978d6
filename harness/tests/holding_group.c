// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: holding.group
 * What a group answers: its state, in a container, in none and with an open device; to files that
 * are no container (EBADF, EBADFD; EINVAL until 6.1), to names of devices that it has not (ENODEV),
 * or that say more than a name (EINVAL), to structures and names that cannot be read (EFAULT), to a
 * process with no file descriptor left (EMFILE). What is refused opens no device and joins nothing.
 *
 * Source: Documentation/driver-api/vfio.rst, "VFIO Usage Example"; include/uapi/linux/vfio.h:
 * VFIO_GROUP_GET_STATUS, VFIO_GROUP_SET_CONTAINER, VFIO_GROUP_GET_DEVICE_FD
 */
#include "../kit/tce.h"

/* An address behind which nothing can be read. */
static void *nowhere(struct test *t)
{
	void *page = mmap(NULL, getpagesize(), PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	if (page == MAP_FAILED)
		t_error(t, "cannot make a page that cannot be read: %s", strerror(errno));
	return page;
}

static int ask(int fd, unsigned int cmd, const void *arg)
{
	return ioctl(fd, cmd, arg) < 0 ? -errno : 0;
}

static void status(struct test *t, int group_fd, unsigned int want, const char *when)
{
	int flags = vfio_group_flags_try(group_fd);

	t_case(t, "state, %s", when);
	t_expect(t, flags == (int)want, "flags %d, must be %u", flags, want);
}

static void status_refused(struct test *t, int group_fd, void *unreadable)
{
	struct vfio_group_status short_one = { .argsz = 7 };
	struct vfio_group_status *read_only = mmap(NULL, getpagesize(), PROT_READ | PROT_WRITE,
						   MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	t_case(t, "state, refused");
	t_expect_errno(t, ask(group_fd, VFIO_GROUP_GET_STATUS, unreadable), -EFAULT, "unreadable");
	t_expect_errno(t, ask(group_fd, VFIO_GROUP_GET_STATUS, &short_one), -EINVAL, "argsz 7");
	read_only->argsz = sizeof(*read_only);
	mprotect(read_only, getpagesize(), PROT_READ);
	t_expect_errno(t, ask(group_fd, VFIO_GROUP_GET_STATUS, read_only), -EFAULT, "read-only");
	munmap(read_only, getpagesize());
	t_expect_errno(t, ask(group_fd, VFIO_GET_API_VERSION, NULL), -ENOTTY,
		       "a request for containers");
}

static void no_container(struct test *t, int group_fd, void *unreadable)
{
	int null_fd = open("/dev/null", O_RDWR | O_CLOEXEC);
	int other_kind = vfio_no_container_errno();

	t_case(t, "no container");
	t_expect_errno(t, vfio_set_container_try(group_fd, -1), -EBADF, "no file");
	t_expect_errno(t, vfio_set_container_try(group_fd, null_fd), other_kind, "/dev/null");
	t_expect_errno(t, vfio_set_container_try(group_fd, group_fd), other_kind,
		       "the group itself");
	t_expect_errno(t, ask(group_fd, VFIO_GROUP_SET_CONTAINER, unreadable), -EFAULT,
		       "an fd that cannot be read");
	t_expect_errno(t, ask(group_fd, VFIO_GROUP_SET_CONTAINER, (void *)(1ul << 62)), -EFAULT,
		       "an fd beyond all memory");
	t_expect_errno(t, vfio_unset_container_try(group_fd), -EINVAL, "UNSET_CONTAINER");
	close(null_fd);
}

static int open_without_fds(struct test *t, int group_fd, const char *bdf)
{
	struct rlimit before;
	int ret;

	t_take_fds(t, &before);
	ret = vfio_device_open_try(group_fd, bdf);
	t_free_fds(t, &before);
	return ret;
}

static void no_device(struct test *t, int group_fd, void *unreadable)
{
	const char *bdf = t_targets(t)->bdf;
	char more[64];

	t_case(t, "no device");
	t_expect_errno(t, vfio_device_open_try(group_fd, unreadable), -EFAULT, "unreadable name");
	t_expect_errno(t, vfio_device_open_try(group_fd, ""), -ENODEV, "no name");
	t_expect_errno(t, vfio_device_open_try(group_fd, "ffff:ff:1f.7"), -ENODEV, "a stranger");
	snprintf(more, sizeof(more), "%s0", bdf);
	t_expect_errno(t, vfio_device_open_try(group_fd, more), -ENODEV, "a longer name");
	snprintf(more, sizeof(more), "%s hello", bdf);
	t_expect_errno(t, vfio_device_open_try(group_fd, more), -EINVAL, "an option of no kind");
	t_expect_errno(t, open_without_fds(t, group_fd, bdf), -EMFILE, "no fd left");
}

/* Whoever has the device open has the group as well. */
static void status_with_device(struct test *t, int group_fd)
{
	int device_fd = vfio_device_open(group_fd, t_targets(t)->bdf);

	status(t, group_fd, VFIO_GROUP_FLAGS_VIABLE | VFIO_GROUP_FLAGS_CONTAINER_SET,
	       "with an open device");
	close(device_fd);
}

static void run(struct test *t)
{
	void *unreadable = nowhere(t);
	int container_fd = vfio_container_open();
	int group_fd = vfio_group_open(t_targets(t)->group);

	status(t, group_fd, VFIO_GROUP_FLAGS_VIABLE, "in no container");
	status_refused(t, group_fd, unreadable);
	no_container(t, group_fd, unreadable);
	vfio_set_container(group_fd, container_fd);
	status(t, group_fd, VFIO_GROUP_FLAGS_VIABLE | VFIO_GROUP_FLAGS_CONTAINER_SET,
	       "in a container");
	t_expect_errno(t, vfio_device_open_try(group_fd, t_targets(t)->bdf), -EINVAL,
		       "VFIO_GROUP_GET_DEVICE_FD without an IOMMU");
	vfio_set_iommu(container_fd, VFIO_SPAPR_TCE_v2_IOMMU);
	no_device(t, group_fd, unreadable);
	status_with_device(t, group_fd);
	vfio_unset_container(group_fd);
	status(t, group_fd, VFIO_GROUP_FLAGS_VIABLE, "in no container any more");

	t_case(t, "close");
	close(group_fd);
	close(container_fd);
	munmap(unreadable, getpagesize());
	t_expect_nothing_held(t);
}

TCELIFE_TEST(holding_group, .name = "holding.group", .run = run, .needs = NEEDS_GROUP);
