// SPDX-License-Identifier: GPL-2.0-only
/* The second group, in the first one's container or in its own, whose lock is another. */
#include <unistd.h>

#include "op.h"

/* The window stays, with the first group; a hypercall may be about to tell this one of a TCE. */
static int run_unset_second(struct scene *s, unsigned int side)
{
	(void)side;
	return vfio_unset_container_try(s->second_group_fd);
}

RACE_OP(unset_second, .name = "unset_second",
	.what = "VFIO_GROUP_UNSET_CONTAINER of a second group", .on = ON_PART_LINKS,
	.needs = (1u << FACT_SECOND) | (1u << FACT_FOLLOWED), .changes = 1u << FACT_FOLLOWED,
	.only_v2 = true, .run = run_unset_second);

/* Whether it gets the windows, or waits for them, depends on who else is in the container. */
static int run_join_second(struct scene *s, unsigned int side)
{
	(void)side;
	return vfio_set_container_try(s->second_group_fd, s->rig.container_fd);
}

RACE_OP(join_second, .name = "join_second", .what = "VFIO_GROUP_SET_CONTAINER of a second group",
	.on = ON_PART_TYPE | ON_PART_COMES, .under = UNDER_JOINS, .needs = 1u << FACT_SECOND,
	.without = 1u << FACT_FOLLOWED, .changes = 1u << FACT_FOLLOWED, .only_v2 = true,
	.run = run_join_second);

/* A container of the first kind has one group: the first is taken, and given back again. */
static int run_try_iommu(struct scene *s, unsigned int side)
{
	(void)side;
	return vfio_set_iommu_try(s->rig.container_fd, VFIO_SPAPR_TCE_IOMMU);
}

RACE_OP(try_iommu, .name = "try_iommu", .what = "VFIO_SET_IOMMU of a type that takes one group",
	.on = ON_PART_TRIAL, .under = UNDER_JOINS,
	.needs = (1u << FACT_SECOND) | (1u << FACT_BESIDE), .without = 1u << FACT_IOMMU,
	.busy = -EBUSY, .only_v2 = true, .run = run_try_iommu);

/* The block is there, or it is made anew; it may be on its way out just then. */
static int run_register_elsewhere(struct scene *s, unsigned int side)
{
	(void)side;
	return vfio_register_memory_try(s->own_container_fd, s->rig.dma_hva, s->rig.dma_bytes);
}

static void after_register_elsewhere(struct scene *s, unsigned int side, int answer)
{
	(void)side;
	s->shared_for_sure = !answer;
}

RACE_OP(register_elsewhere, .name = "register_elsewhere",
	.what = "VFIO_IOMMU_SPAPR_REGISTER_MEMORY of the same in another container",
	.on = ON_PART_BLOCK, .needs = (1u << FACT_SECOND) | (1u << FACT_OWN),
	.without = (1u << FACT_WINDOW) | (1u << FACT_SHARED), .changes = 1u << FACT_SHARED,
	.only_v2 = true, .run = run_register_elsewhere, .after = after_register_elsewhere);

/* Of two containers that have the block, the last one that lets go of it frees it. */
static int run_unregister_elsewhere(struct scene *s, unsigned int side)
{
	(void)side;
	return vfio_unregister_memory_try(s->own_container_fd, s->rig.dma_hva, s->rig.dma_bytes);
}

/* Who registers it beside that is the first of the two by name. */
static void after_unregister_elsewhere(struct scene *s, unsigned int side, int answer)
{
	(void)side;
	if (!answer)
		s->shared_for_sure = false;
}

/* No container has the block then: part of it is as good as any other memory. */
static const char *broken_unregister_elsewhere(struct scene *s, unsigned int side, int answer)
{
	uint64_t half_bytes = s->rig.dma_bytes / 2;
	int ret;

	(void)side;
	if (answer)
		return NULL;
	vfio_unregister_memory_try(s->rig.container_fd, s->rig.dma_hva, s->rig.dma_bytes);
	scene_disturbed(s, 1u << FACT_MEMORY);
	ret = vfio_register_memory_try(s->own_container_fd, s->rig.dma_hva, half_bytes);
	if (!ret)
		vfio_unregister_memory_try(s->own_container_fd, s->rig.dma_hva, half_bytes);
	if (ret == -EINVAL)
		return "the memory is registered still, in no container";
	return ret ? "part of the memory cannot be registered anew" : NULL;
}

RACE_OP(unregister_elsewhere, .name = "unregister_elsewhere",
	.what = "VFIO_IOMMU_SPAPR_UNREGISTER_MEMORY of the same in another container",
	.on = ON_PART_BLOCK, .under = UNDER_MEMORY,
	.needs = (1u << FACT_SECOND) | (1u << FACT_OWN) | (1u << FACT_SHARED),
	.without = 1u << FACT_WINDOW, .changes = 1u << FACT_SHARED,
	.lack = { { FACT_SHARED, -ENOENT } }, .only_v2 = true, .run = run_unregister_elsewhere,
	.broken = broken_unregister_elsewhere, .after = after_unregister_elsewhere);

/* What is registered in any of a process's containers can be mapped in all that have some. */
static int run_map_elsewhere(struct scene *s, unsigned int side)
{
	(void)side;
	return vfio_map_dma_try(s->own_container_fd, scene_mapped_iova(s), s->extra_hva,
				getpagesize(), VFIO_DMA_MAP_FLAG_READ | VFIO_DMA_MAP_FLAG_WRITE);
}

static void after_map_elsewhere(struct scene *s, unsigned int side, int answer)
{
	(void)side;
	if (!answer)
		vfio_unmap_dma_try(s->own_container_fd, scene_mapped_iova(s), getpagesize());
}

RACE_OP(map_elsewhere, .name = "map_elsewhere",
	.what = "VFIO_IOMMU_MAP_DMA of what is not registered yet, in another container",
	.on = ON_PART_RANGE, .needs = (1u << FACT_SECOND) | (1u << FACT_OWN) | (1u << FACT_SHARED),
	.without = 1u << FACT_EXTRA, .busy = -EINVAL, .only_v2 = true, .run = run_map_elsewhere,
	.after = after_map_elsewhere);

/* Each container has its lock; how often the block is mapped is counted for both. */
static int run_unmap_elsewhere(struct scene *s, unsigned int side)
{
	(void)side;
	return vfio_unmap_dma_try(s->own_container_fd, scene_mapped_iova(s), getpagesize());
}

/* Unregistered after each try, which is refused to what counts as mapped. */
RACE_OP(unmap_elsewhere, .name = "unmap_elsewhere",
	.what = "VFIO_IOMMU_UNMAP_DMA of the same memory in another container", .on = ON_PART_COUNT,
	.needs = (1u << FACT_SECOND) | (1u << FACT_OWN) | (1u << FACT_SHARED) | (1u << FACT_EXTRA) |
		 (1u << FACT_AFAR),
	.changes = (1u << FACT_AFAR) | (1u << FACT_EXTRA), .only_v2 = true,
	.run = run_unmap_elsewhere);

/* Blocks of a process that are not the same do not overlap: one of two is refused. */
static int run_register_overlap(struct scene *s, unsigned int side)
{
	(void)side;
	return vfio_register_memory_try(s->own_container_fd, s->extra_hva, getpagesize());
}

static void after_register_overlap(struct scene *s, unsigned int side, int answer)
{
	(void)side;
	s->overlaps_for_sure = !answer;
}

RACE_OP(register_overlap, .name = "register_overlap",
	.what = "VFIO_IOMMU_SPAPR_REGISTER_MEMORY of what overlaps in another container",
	.on = ON_PART_RANGE, .needs = (1u << FACT_SECOND) | (1u << FACT_OWN),
	.changes = 1u << FACT_OVERLAP, .claims = ON_PART_RANGE, .lack = { { FACT_EXTRA, -EINVAL } },
	.only_v2 = true, .run = run_register_overlap, .after = after_register_overlap);
