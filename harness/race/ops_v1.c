// SPDX-License-Identifier: GPL-2.0-only
/*
 * What only a container of the first kind does, and MAP_DMA and UNMAP_DMA as they are there.
 * EINVAL: a container that its group has left has no driver;
 * drivers/vfio/container.c:vfio_fops_unl_ioctl().
 */
#include "op.h"

static int run_enable(struct scene *s, unsigned int side)
{
	(void)side;
	return vfio_v1_enable_try(s->rig.container_fd);
}

RACE_OP(enable_v1, .name = "enable_v1", .what = "VFIO_IOMMU_ENABLE", .on = ON_MEMORY | ON_CONTAINER,
	.under = UNDER_CONTAINER, .without = 1u << FACT_MEMORY, .changes = 1u << FACT_MEMORY,
	.lack = { { FACT_CONTAINER, -EBADF },
		  { FACT_IOMMU, -EINVAL },
		  { FACT_IOMMU, -ENODEV },
		  { FACT_MEMORY, -EBUSY } },
	.with_itself = true, .one_wins = true, .only_v1 = true, .run = run_enable);

static int run_disable(struct scene *s, unsigned int side)
{
	(void)side;
	return vfio_v1_disable_try(s->rig.container_fd);
}

RACE_OP(disable_v1, .name = "disable_v1", .what = "VFIO_IOMMU_DISABLE",
	.on = ON_MEMORY | ON_CONTAINER, .under = UNDER_CONTAINER, .changes = 1u << FACT_MEMORY,
	.lack = { { FACT_CONTAINER, -EBADF }, { FACT_IOMMU, -EINVAL } }, .with_itself = true,
	.only_v1 = true, .run = run_disable);

/* Pins the page: nothing is registered before. */
static int run_map(struct scene *s, unsigned int side)
{
	(void)side;
	return vfio_map_dma_try(s->rig.container_fd, scene_mapped_iova(s), s->extra_hva,
				getpagesize(), VFIO_DMA_MAP_FLAG_READ | VFIO_DMA_MAP_FLAG_WRITE);
}

RACE_OP(map_v1, .name = "map_v1", .what = "VFIO_IOMMU_MAP_DMA, v1", .on = ON_MEMORY | ON_CONTAINER,
	.needs = 1u << FACT_EXTRA, .changes = 1u << FACT_MAPPED,
	.lack = { { FACT_CONTAINER, -EBADF },
		  { FACT_IOMMU, -EINVAL },
		  { FACT_MEMORY, -EPERM },
		  { FACT_IOMMU, -ENODEV },
		  { FACT_IOMMU, -ENXIO } },
	.with_itself = true, .only_v1 = true, .run = run_map);

static int run_unmap(struct scene *s, unsigned int side)
{
	(void)side;
	return vfio_unmap_dma_try(s->rig.container_fd, scene_mapped_iova(s), getpagesize());
}

RACE_OP(unmap_v1, .name = "unmap_v1", .what = "VFIO_IOMMU_UNMAP_DMA, v1",
	.on = ON_MEMORY | ON_CONTAINER, .needs = (1u << FACT_EXTRA) | (1u << FACT_MAPPED),
	.changes = 1u << FACT_MAPPED,
	.lack = { { FACT_CONTAINER, -EBADF },
		  { FACT_IOMMU, -EINVAL },
		  { FACT_MEMORY, -EPERM },
		  { FACT_IOMMU, -ENODEV },
		  { FACT_IOMMU, -ENXIO } },
	.with_itself = true, .only_v1 = true, .run = run_unmap);
