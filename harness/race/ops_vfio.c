// SPDX-License-Identifier: GPL-2.0-only
/* VFIO's half: the container, its windows, registered memory. */
#include <unistd.h>

#include "op.h"

/* --- the container --- */

static int run_container_close(struct scene *s, unsigned int side)
{
	(void)side;
	return op_answer_of(close(s->rig.container_fd));
}

static void after_container_close(struct scene *s, unsigned int side, int answer)
{
	(void)side;
	(void)answer;
	s->rig.container_fd = -1;
}

RACE_OP(container_close, .name = "container_close", .what = "close of the container",
	.on = ON_CONTAINER, .changes = 1u << FACT_CONTAINER, .lack = { { FACT_CONTAINER, -EBADF } },
	.run = run_container_close, .after = after_container_close);

static int run_set_container(struct scene *s, unsigned int side)
{
	(void)side;
	return vfio_set_container_try(s->rig.group_fd[0], s->rig.container_fd);
}

RACE_OP(set_container, .name = "set_container", .what = "VFIO_GROUP_SET_CONTAINER",
	.on = ON_GROUP | ON_CONTAINER | ON_PART_TYPE | ON_PART_STATE,
	.under = UNDER_GROUP | UNDER_JOINS, .without = 1u << FACT_JOINED,
	.changes = 1u << FACT_JOINED,
	.lack = { { FACT_GROUP, -EBADF },
		  { FACT_CONTAINER, -EBADF },
		  { FACT_JOINED, -EINVAL },
		  { FACT_BOUND, -ENODEV } },
	.with_itself = true, .one_wins = true, .run = run_set_container);

static int run_unset_container(struct scene *s, unsigned int side)
{
	(void)side;
	return vfio_unset_container_try(s->rig.group_fd[0]);
}

RACE_OP(unset_container, .name = "unset_container", .what = "VFIO_GROUP_UNSET_CONTAINER",
	.on = ON_GROUP | ON_CONTAINER | ON_PART_BLOCK | ON_PART_LINKS | ON_PART_STAY |
	      ON_PART_TYPE | ON_PART_STATE,
	.under = UNDER_GROUP | UNDER_JOINS, .blocked_by = 1u << FACT_DEVICE,
	.changes = 1u << FACT_JOINED,
	.lack = { { FACT_GROUP, -EBADF }, { FACT_JOINED, -EINVAL }, { FACT_DEVICE, -EBUSY } },
	.with_itself = true, .one_wins = true, .run = run_unset_container);

/* A container has one as long as it has a group: it is undone by the group's leaving. */
static int run_set_iommu(struct scene *s, unsigned int side)
{
	(void)side;
	return vfio_set_iommu_try(s->rig.container_fd, s->rig.opts.iommu_type);
}

RACE_OP(set_iommu, .name = "set_iommu", .what = "VFIO_SET_IOMMU", .on = ON_PART_TYPE,
	.under = UNDER_JOINS, .without = 1u << FACT_IOMMU, .changes = 1u << FACT_JOINED,
	.lack = { { FACT_CONTAINER, -EBADF },
		  { FACT_JOINED, -EINVAL },
		  { FACT_IOMMU, -EINVAL },
		  { FACT_BOUND, -ENODEV } },
	.with_itself = true, .one_wins = true, .run = run_set_iommu);

/* --- windows --- */

static int run_window_create(struct scene *s, unsigned int side)
{
	struct dma_window w = s->rig.opts.window;
	int ret = vfio_window_create_try(s->rig.container_fd, &w);

	s->other_start_bytes[side] = ret ? 0 : w.start_bytes;
	return ret;
}

/* A second one, or the first if the other side removed that. */
static void after_window_create(struct scene *s, unsigned int side, int answer)
{
	if (!answer && s->rig.container_fd >= 0)
		vfio_window_remove_try(s->rig.container_fd, s->other_start_bytes[side]);
}

RACE_OP(window_create, .name = "window_create", .what = "VFIO_IOMMU_SPAPR_TCE_CREATE",
	.on = ON_CONTAINER, .under = UNDER_CONTAINER, .changes = 1u << FACT_WINDOW,
	.lack = { { FACT_CONTAINER, -EBADF },
		  { FACT_IOMMU, -EINVAL },
		  { FACT_IOMMU, -ENXIO },
		  { FACT_GROUP, -EINVAL } },
	.only_v2 = true, .run = run_window_create, .after = after_window_create);

/* A container has two: of two who want the last one, one gets it. */
RACE_OP(window_claim, .name = "window_claim", .what = "VFIO_IOMMU_SPAPR_TCE_CREATE, the last",
	.under = UNDER_CONTAINER, .needs = 1u << FACT_WINDOW, .busy = -ENOSPC, .with_itself = true,
	.one_wins = true, .only_v2 = true, .run = run_window_create, .after = after_window_create);

static int run_window_remove(struct scene *s, unsigned int side)
{
	(void)side;
	return vfio_window_remove_try(s->rig.container_fd, s->rig.window.start_bytes);
}

RACE_OP(window_remove, .name = "window_remove", .what = "VFIO_IOMMU_SPAPR_TCE_REMOVE",
	.on = ON_CONTAINER | ON_TABLE | ON_PART_STAY, .under = UNDER_CONTAINER,
	.changes = 1u << FACT_WINDOW,
	.lack = { { FACT_CONTAINER, -EBADF }, { FACT_WINDOW, -EINVAL }, { FACT_IOMMU, -ENXIO } },
	.with_itself = true, .one_wins = true, .only_v2 = true, .run = run_window_remove);

/* --- memory --- */

/* The scene takes it away again, and what was mapped of it first. */
static int run_register(struct scene *s, unsigned int side)
{
	(void)side;
	return vfio_register_memory_try(s->rig.container_fd, s->extra_hva, s->extra_bytes);
}

RACE_OP(register, .name = "register", .what = "VFIO_IOMMU_SPAPR_REGISTER_MEMORY",
	.on = ON_MEMORY | ON_CONTAINER | ON_PART_RANGE | ON_PART_TYPE,
	.under = UNDER_CONTAINER | UNDER_MEMORY, .without = 1u << FACT_EXTRA,
	.changes = 1u << FACT_EXTRA, .claims = ON_PART_RANGE,
	.lack = { { FACT_CONTAINER, -EBADF },
		  { FACT_OVERLAP, -EINVAL },
		  { FACT_EXTRA, -EBUSY },
		  { FACT_IOMMU, -EINVAL },
		  { FACT_IOMMU, -ENXIO } },
	.with_itself = true, .one_wins = true, .only_v2 = true, .run = run_register);

static int run_unregister(struct scene *s, unsigned int side)
{
	(void)side;
	return vfio_unregister_memory_try(s->rig.container_fd, s->rig.dma_hva, s->rig.dma_bytes);
}

/* EBUSY while a TCE points there, on kernels that look (see unregister-mapped-loses-memory). */
RACE_OP(unregister, .name = "unregister", .what = "VFIO_IOMMU_SPAPR_UNREGISTER_MEMORY",
	.on = ON_MEMORY | ON_CONTAINER | ON_PART_BLOCK | ON_PART_STAY,
	.under = UNDER_CONTAINER | UNDER_MEMORY, .changes = 1u << FACT_MEMORY, .busy = -EBUSY,
	.lack = { { FACT_CONTAINER, -EBADF },
		  { FACT_MEMORY, -ENOENT },
		  { FACT_IOMMU, -EINVAL },
		  { FACT_IOMMU, -ENXIO } },
	.with_itself = true, .one_wins = true, .only_v2 = true, .run = run_unregister);

/* What a map and an unmap lack alike, in the form that .lack takes. */
/* clang-format off */
#define NO_MAPS                    \
	{ FACT_CONTAINER, -EBADF }, \
	{ FACT_WINDOW, -ENXIO },    \
	{ FACT_IOMMU, -EINVAL },    \
	{ FACT_IOMMU, -ENXIO },     \
	{ FACT_MEMORY, -EPERM }
/* clang-format on */

static int run_map(struct scene *s, unsigned int side)
{
	(void)side;
	return vfio_map_dma_try(s->rig.container_fd, scene_mapped_iova(s), s->extra_hva,
				getpagesize(), VFIO_DMA_MAP_FLAG_READ | VFIO_DMA_MAP_FLAG_WRITE);
}

RACE_OP(map, .name = "map", .what = "VFIO_IOMMU_MAP_DMA", .on = ON_MEMORY | ON_CONTAINER,
	.needs = 1u << FACT_EXTRA, .changes = 1u << FACT_MAPPED,
	.lack = { NO_MAPS, { FACT_EXTRA, -EINVAL } }, .with_itself = true, .only_v2 = true,
	.run = run_map);

static int run_unmap(struct scene *s, unsigned int side)
{
	(void)side;
	return vfio_unmap_dma_try(s->rig.container_fd, scene_mapped_iova(s), getpagesize());
}

RACE_OP(unmap, .name = "unmap", .what = "VFIO_IOMMU_UNMAP_DMA",
	.on = ON_MEMORY | ON_CONTAINER | ON_PART_COUNT,
	.needs = (1u << FACT_EXTRA) | (1u << FACT_MAPPED), .changes = 1u << FACT_MAPPED,
	.lack = { NO_MAPS }, .with_itself = true, .only_v2 = true, .run = run_unmap);

/* --- the entry that the guest sets as well --- */

/*
 * Other memory than the guest maps there. Whoever sets the entry counts what it takes the place of
 * off its own memory: unregistered after each try, with nothing mapped, this has no use left.
 */
static int run_map_entry(struct scene *s, unsigned int side)
{
	(void)side;
	return vfio_map_dma_try(s->rig.container_fd, scene_entry_iova(s), s->extra_hva,
				getpagesize(), VFIO_DMA_MAP_FLAG_READ | VFIO_DMA_MAP_FLAG_WRITE);
}

RACE_OP(map_entry, .name = "map_entry", .what = "VFIO_IOMMU_MAP_DMA where the guest maps",
	.on = ON_PART_ENTRY, .needs = 1u << FACT_EXTRA,
	.changes = (1u << FACT_EXTRA) | (1u << FACT_ENTRY),
	.lack = { NO_MAPS, { FACT_EXTRA, -EINVAL } }, .only_v2 = true, .run = run_map_entry);

static int run_unmap_entry(struct scene *s, unsigned int side)
{
	(void)side;
	return vfio_unmap_dma_try(s->rig.container_fd, scene_entry_iova(s), getpagesize());
}

RACE_OP(unmap_entry, .name = "unmap_entry", .what = "VFIO_IOMMU_UNMAP_DMA where the guest maps",
	.on = ON_PART_ENTRY, .needs = (1u << FACT_EXTRA) | (1u << FACT_ENTRY),
	.changes = (1u << FACT_EXTRA) | (1u << FACT_ENTRY), .lack = { NO_MAPS }, .only_v2 = true,
	.run = run_unmap_entry);

/* --- the default window, which is promised to who joins, and made for the first map --- */

/* Nothing but leaving and joining brings the promise back. */
static void after_first(struct scene *s, unsigned int side, int answer)
{
	(void)side;
	(void)answer;
	scene_disturbed(s, 1u << FACT_JOINED);
}

RACE_OP(map_first, .name = "map_first", .what = "VFIO_IOMMU_MAP_DMA, the first of a container",
	.on = ON_PART_FIRST, .under = UNDER_CONTAINER, .needs = 1u << FACT_EXTRA,
	.without = 1u << FACT_WINDOW, .changes = 1u << FACT_MAPPED,
	.lack = { { FACT_IOMMU, -ENXIO } }, .with_itself = true, .only_v2 = true, .run = run_map,
	.after = after_first);

static int run_window_remove_first(struct scene *s, unsigned int side)
{
	(void)side;
	return vfio_window_remove_try(s->rig.container_fd, 0);
}

static const char *broken_window_remove_first(struct scene *s, unsigned int side, int answer)
{
	return answer || run_map(s, side) == -ENXIO ? NULL :
						      "the window that was removed can be mapped";
}

/* The other one finds no window then, as if the container had none of its own. */
RACE_OP(window_remove_first, .name = "window_remove_first",
	.what = "VFIO_IOMMU_SPAPR_TCE_REMOVE of a window that nobody has used", .on = ON_PART_FIRST,
	.under = UNDER_CONTAINER, .needs = 1u << FACT_EXTRA, .without = 1u << FACT_WINDOW,
	.changes = (1u << FACT_JOINED) | (1u << FACT_WINDOW), .lack = { { FACT_IOMMU, -EINVAL } },
	.with_itself = true, .one_wins = true, .only_v2 = true, .run = run_window_remove_first,
	.broken = broken_window_remove_first, .after = after_first);
