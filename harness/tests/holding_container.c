// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: holding.container
 * What a container answers as it fills: alone, with a group, with an IOMMU. What it offers is the
 * same all the time. An IOMMU type is chosen with a group in it (EINVAL) and once (EINVAL), and
 * must be one that somebody offers (ENODEV); requests for the IOMMU before that are EINVAL. A
 * refusal leaves the container as it was.
 *
 * Source: Documentation/driver-api/vfio.rst, "VFIO Usage Example"; include/uapi/linux/vfio.h:
 * VFIO_CHECK_EXTENSION, VFIO_SET_IOMMU
 */
#include "../kit/tce.h"

#define NOBODYS_TYPE 1000
#define UPPER_HALF   (1ul << 32)

static void offers(struct test *t, int container_fd, const char *when)
{
	static int eeh = -1;
	int now = vfio_check_extension_try(container_fd, VFIO_EEH);

	t_case(t, "%s", when);
	t_expect_errno(t, vfio_api_version_try(container_fd), VFIO_API_VERSION, "GET_API_VERSION");
	t_expect(t, vfio_check_extension_try(container_fd, VFIO_SPAPR_TCE_IOMMU) == 1, "no v1");
	t_expect(t, vfio_check_extension_try(container_fd, VFIO_SPAPR_TCE_v2_IOMMU) == 1, "no v2");
	t_expect_errno(t, vfio_check_extension_try(container_fd, NOBODYS_TYPE), 0, "nobody's type");
	t_expect(t,
		 !ioctl(container_fd, VFIO_CHECK_EXTENSION, UPPER_HALF | VFIO_SPAPR_TCE_v2_IOMMU),
		 "a type that differs from v2 in the upper half is offered");
	t_expect(t, eeh < 0 || eeh == now, "EEH is offered: %d, before: %d", now, eeh);
	eeh = now;
}

static int set_iommu_try(int container_fd, unsigned long type)
{
	return ioctl(container_fd, VFIO_SET_IOMMU, type) < 0 ? -errno : 0;
}

static void types_refused(struct test *t, int container_fd)
{
	bool eeh = vfio_check_extension_try(container_fd, VFIO_EEH) == 1;

	t_expect_errno(t, vfio_set_iommu_try(container_fd, NOBODYS_TYPE), -ENODEV, "nobody's type");
	t_expect_errno(t, set_iommu_try(container_fd, UPPER_HALF | VFIO_SPAPR_TCE_v2_IOMMU),
		       -ENODEV, "a type that differs in the upper half");
	t_expect_errno(t, vfio_set_iommu_try(container_fd, VFIO_EEH), eeh ? -EINVAL : -ENODEV,
		       "an extension that is no type");
}

static void run(struct test *t)
{
	struct vfio_iommu_spapr_tce_info info;
	int container_fd, group_fd;

	container_fd = vfio_container_open();
	offers(t, container_fd, "alone");
	t_expect_errno(t, vfio_set_iommu_try(container_fd, VFIO_SPAPR_TCE_v2_IOMMU), -EINVAL,
		       "VFIO_SET_IOMMU without a group");
	t_expect_errno(t, vfio_spapr_info_try(container_fd, &info), -EINVAL, "GET_INFO");

	group_fd = vfio_group_open(t_targets(t)->group);
	vfio_set_container(group_fd, container_fd);
	offers(t, container_fd, "with a group");
	t_expect_errno(t, vfio_spapr_info_try(container_fd, &info), -EINVAL, "GET_INFO");
	types_refused(t, container_fd);

	vfio_set_iommu(container_fd, VFIO_SPAPR_TCE_v2_IOMMU);
	offers(t, container_fd, "with an IOMMU");
	t_expect_errno(t, vfio_spapr_info_try(container_fd, &info), 0, "GET_INFO");
	t_expect_errno(t, vfio_set_iommu_try(container_fd, VFIO_SPAPR_TCE_v2_IOMMU), -EINVAL,
		       "VFIO_SET_IOMMU again");

	vfio_unset_container(group_fd);
	offers(t, container_fd, "alone again");
	t_expect_errno(t, vfio_spapr_info_try(container_fd, &info), -EINVAL, "GET_INFO");
	close(group_fd);
	close(container_fd);
	t_expect_nothing_held(t);
}

TCELIFE_TEST(holding_container, .name = "holding.container", .run = run, .needs = NEEDS_GROUP);
