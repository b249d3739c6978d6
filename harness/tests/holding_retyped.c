// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: holding.retyped
 * A container that its group has left has no IOMMU type any more: the next to join may choose
 * another one, v2 after v1 and v1 after v2, and then has the requests of that type and no other's
 * (ENOTTY).
 *
 * Source: include/uapi/linux/vfio.h, VFIO_SET_IOMMU; drivers/vfio/container.c:
 * vfio_group_detach_container(): "Detaching the last group deprivileges a container, remove iommu"
 */
#include "../kit/tce.h"

static void is_v1(struct test *t, const struct rig *rig)
{
	t_expect_errno(t, vfio_register_memory_try(rig->container_fd, rig->dma_hva, rig->dma_bytes),
		       -ENOTTY, "VFIO_IOMMU_SPAPR_REGISTER_MEMORY");
	t_expect_errno(t, vfio_v1_enable_try(rig->container_fd), 0, "VFIO_IOMMU_ENABLE");
	t_expect_errno(t, vfio_v1_disable_try(rig->container_fd), 0, "VFIO_IOMMU_DISABLE");
}

static void is_v2(struct test *t, const struct rig *rig)
{
	t_expect_errno(t, vfio_v1_enable_try(rig->container_fd), -ENOTTY, "VFIO_IOMMU_ENABLE");
	t_expect_errno(t, vfio_register_memory_try(rig->container_fd, rig->dma_hva, rig->dma_bytes),
		       0, "VFIO_IOMMU_SPAPR_REGISTER_MEMORY");
	t_expect_errno(t,
		       vfio_unregister_memory_try(rig->container_fd, rig->dma_hva, rig->dma_bytes),
		       0, "VFIO_IOMMU_SPAPR_UNREGISTER_MEMORY");
}

static void stay(struct test *t, const struct rig *rig, unsigned long type)
{
	t_expect_errno(t, vfio_set_container_try(rig->group_fd[0], rig->container_fd), 0,
		       "VFIO_GROUP_SET_CONTAINER");
	t_expect_errno(t, vfio_set_iommu_try(rig->container_fd, type), 0, "VFIO_SET_IOMMU");
	if (type == VFIO_SPAPR_TCE_v2_IOMMU)
		is_v2(t, rig);
	else
		is_v1(t, rig);
	t_expect_errno(t, vfio_unset_container_try(rig->group_fd[0]), 0,
		       "VFIO_GROUP_UNSET_CONTAINER");
}

static void run(struct test *t)
{
	static const unsigned long types[] = { VFIO_SPAPR_TCE_IOMMU, VFIO_SPAPR_TCE_v2_IOMMU,
					       VFIO_SPAPR_TCE_v2_IOMMU, VFIO_SPAPR_TCE_IOMMU,
					       VFIO_SPAPR_TCE_IOMMU };
	struct rig rig;

	rig_open(&rig, t_targets(t), NULL, RIG_GROUP);
	for (unsigned int i = 0; i < ARRAY_SIZE(types); i++) {
		t_case(t, "%u: v%d", i + 1, types[i] == VFIO_SPAPR_TCE_IOMMU ? 1 : 2);
		stay(t, &rig, types[i]);
	}

	t_case(t, "close");
	t_rig_close(t, &rig);
	t_expect_nothing_held(t);
}

TCELIFE_TEST(holding_retyped, .name = "holding.retyped", .run = run,
	     .needs = NEEDS_KVM | NEEDS_GROUP);
