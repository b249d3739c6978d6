// SPDX-License-Identifier: GPL-2.0-only
/* Requests about memory: their arguments, and the memory itself while it is pinned. */
#include <sys/ioctl.h>
#include <unistd.h>

#include "grip.h"

#define SPAPR "drivers/vfio/vfio_iommu_spapr_tce.c:"

static int container_ioctl(struct grasp *g, unsigned long request)
{
	return ioctl(g->s->rig.container_fd, request, g->arg) ? -errno : 0;
}

static void put_range(void *arg, const void *hva, uint64_t bytes)
{
	*(struct vfio_iommu_spapr_register_memory *)arg = (struct vfio_iommu_spapr_register_memory){
		.argsz = sizeof(struct vfio_iommu_spapr_register_memory),
		.vaddr = (uintptr_t)hva,
		.size = bytes,
	};
}

/* --- REGISTER_MEMORY of the page in front of the one that holds --- */

static int prepare_register(struct grasp *g, void *arg)
{
	put_range(arg, hold_page(g->hold, GRIP_HEAD), hold_page_bytes(g->hold));
	return 0;
}

static int run_register(struct grasp *g)
{
	return container_ioctl(g, VFIO_IOMMU_SPAPR_REGISTER_MEMORY);
}

static void after_register(struct grasp *g, int answer)
{
	if (!answer && g->s->rig.container_fd >= 0)
		vfio_unregister_memory_try(g->s->rig.container_fd, hold_page(g->hold, GRIP_HEAD),
					   hold_page_bytes(g->hold));
}

RACE_GRIP(register, .name = "register", .op_name = "register", .needs = 1u << FACT_IOMMU,
	  .where = "reads its argument: " SPAPR "tce_iommu_ioctl()",
	  .arg_bytes = sizeof(struct vfio_iommu_spapr_register_memory), .zero_bytes = 4,
	  .prepare = prepare_register, .run = run_register, .after = after_register);

static int prepare_memory(struct grasp *g, void *arg)
{
	(void)g;
	(void)arg;
	return 0;
}

static int run_register_memory(struct grasp *g)
{
	return vfio_register_memory_try(g->s->rig.container_fd, hold_page(g->hold, GRIP_PAGE),
					hold_page_bytes(g->hold));
}

static void after_register_memory(struct grasp *g, int answer)
{
	if (!answer && g->s->rig.container_fd >= 0)
		vfio_unregister_memory_try(g->s->rig.container_fd, hold_page(g->hold, GRIP_PAGE),
					   hold_page_bytes(g->hold));
}

/* It may not give up mmap_lock there: userfaultfd refuses such a fault. */
RACE_GRIP(register_memory, .name = "register.memory", .op_name = "register",
	  .needs = 1u << FACT_IOMMU,
	  .where = "pins the memory: arch/powerpc/mm/book3s64/iommu_api.c:mm_iommu_do_alloc()",
	  .how = HOLD_PUNCH, .arg_bytes = 1, .zero_bytes = 1, .prepare = prepare_memory,
	  .run = run_register_memory, .after = after_register_memory);

static int prepare_unregister(struct grasp *g, void *arg)
{
	put_range(arg, g->s->rig.dma_hva, g->s->rig.dma_bytes);
	return 0;
}

static int run_unregister(struct grasp *g)
{
	return container_ioctl(g, VFIO_IOMMU_SPAPR_UNREGISTER_MEMORY);
}

RACE_GRIP(unregister, .name = "unregister", .op_name = "unregister", .needs = 1u << FACT_IOMMU,
	  .where = "reads its argument: " SPAPR "tce_iommu_ioctl()",
	  .arg_bytes = sizeof(struct vfio_iommu_spapr_register_memory), .zero_bytes = 4,
	  .prepare = prepare_unregister, .run = run_unregister);

/* --- MAP_DMA and UNMAP_DMA --- */

#define READ_WRITE (VFIO_DMA_MAP_FLAG_READ | VFIO_DMA_MAP_FLAG_WRITE)

static int prepare_map(struct grasp *g, void *arg)
{
	*(struct vfio_iommu_type1_dma_map *)arg = (struct vfio_iommu_type1_dma_map){
		.argsz = sizeof(struct vfio_iommu_type1_dma_map),
		.flags = READ_WRITE,
		.vaddr = (uintptr_t)g->s->extra_hva,
		.iova = scene_mapped_iova(g->s),
		.size = getpagesize(),
	};
	return 0;
}

static int run_map(struct grasp *g)
{
	return container_ioctl(g, VFIO_IOMMU_MAP_DMA);
}

RACE_GRIP(map, .name = "map", .op_name = "map", .needs = 1u << FACT_MEMORY,
	  .where = "reads its argument: " SPAPR "tce_iommu_ioctl()",
	  .arg_bytes = sizeof(struct vfio_iommu_type1_dma_map), .zero_bytes = 4,
	  .prepare = prepare_map, .run = run_map);

RACE_GRIP(map_v1, .name = "map_v1", .op_name = "map_v1", .needs = 1u << FACT_MEMORY,
	  .where = "reads its argument: " SPAPR "tce_iommu_ioctl()",
	  .arg_bytes = sizeof(struct vfio_iommu_type1_dma_map), .zero_bytes = 4,
	  .prepare = prepare_map, .run = run_map);

static int run_map_memory(struct grasp *g)
{
	return vfio_map_dma_try(g->s->rig.container_fd, scene_mapped_iova(g->s), g->arg,
				getpagesize(), READ_WRITE);
}

RACE_GRIP(map_memory, .name = "map_v1.memory", .op_name = "map_v1", .needs = 1u << FACT_MEMORY,
	  .where = "pins the memory: " SPAPR "tce_iommu_use_page()", .arg_bytes = 4096,
	  .zero_bytes = 4096, .prepare = prepare_memory, .run = run_map_memory);

static int prepare_unmap(struct grasp *g, void *arg)
{
	*(struct vfio_iommu_type1_dma_unmap *)arg = (struct vfio_iommu_type1_dma_unmap){
		.argsz = sizeof(struct vfio_iommu_type1_dma_unmap),
		.iova = scene_mapped_iova(g->s),
		.size = getpagesize(),
	};
	return 0;
}

static int run_unmap(struct grasp *g)
{
	return container_ioctl(g, VFIO_IOMMU_UNMAP_DMA);
}

RACE_GRIP(unmap, .name = "unmap", .op_name = "unmap", .needs = 1u << FACT_MEMORY,
	  .where = "reads its argument: " SPAPR "tce_iommu_ioctl()",
	  .arg_bytes = sizeof(struct vfio_iommu_type1_dma_unmap), .zero_bytes = 4,
	  .prepare = prepare_unmap, .run = run_unmap);

RACE_GRIP(unmap_v1, .name = "unmap_v1", .op_name = "unmap_v1", .needs = 1u << FACT_MEMORY,
	  .where = "reads its argument: " SPAPR "tce_iommu_ioctl()",
	  .arg_bytes = sizeof(struct vfio_iommu_type1_dma_unmap), .zero_bytes = 4,
	  .prepare = prepare_unmap, .run = run_unmap);
