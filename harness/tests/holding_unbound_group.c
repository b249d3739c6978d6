// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: holding.unbound_group
 * The driver is taken away while the group is open and in a container: it leaves at once, for no
 * device is open, and takes the group out of the container. The file that is left says so (ENODEV),
 * joins nothing and opens nothing; its close is all that it is good for.
 *
 * Source: Documentation/driver-api/vfio.rst; drivers/vfio/group.c:vfio_device_remove_group():
 * "Revoke all users of group->iommu_group"
 */
#include "../kit/unbinder.h"

static void answers(struct test *t, int group_fd, int container_fd)
{
	struct vfio_iommu_spapr_tce_info info;

	t_expect_errno(t, vfio_group_flags_try(group_fd), -ENODEV, "VFIO_GROUP_GET_STATUS");
	t_expect_errno(t, vfio_set_container_try(group_fd, container_fd), -ENODEV,
		       "VFIO_GROUP_SET_CONTAINER");
	t_expect_errno(t, vfio_unset_container_try(group_fd), -EINVAL,
		       "VFIO_GROUP_UNSET_CONTAINER");
	t_expect_errno(t, vfio_device_open_try(group_fd, t_targets(t)->bdf), -ENODEV,
		       "VFIO_GROUP_GET_DEVICE_FD");
	t_expect_errno(t, vfio_spapr_info_try(container_fd, &info), -EINVAL,
		       "GET_INFO of the container");
}

static void run(struct test *t)
{
	int container_fd, group_fd;
	struct unbinder u;

	t_case(t, "unbind");
	unbinder_start(t, &u);
	container_fd = vfio_container_open();
	group_fd = vfio_group_open(t_targets(t)->group);
	vfio_set_container(group_fd, container_fd);
	vfio_set_iommu(container_fd, VFIO_SPAPR_TCE_v2_IOMMU);
	unbinder_go(t, &u);
	t_expect_unbound(t, &u);

	t_case(t, "what is left");
	answers(t, group_fd, container_fd);
	close(group_fd);
	close(container_fd);

	t_case(t, "bound again");
	unbinder_rebind(t, &u);
	t_expect_nothing_held(t);
}

TCELIFE_TEST(holding_unbound_group, .name = "holding.unbound_group", .run = run,
	     .needs = NEEDS_GROUP);
