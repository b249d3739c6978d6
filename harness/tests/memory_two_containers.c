// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: memory.two_containers
 * Two containers of one process register the same memory: it is pinned and locked once, stays so
 * until the last of them lets go, in either order, and a TCE in the window of one is good for as
 * long as one of them holds it. So it is for a container that has registered nothing else.
 *
 * Source: Documentation/driver-api/vfio.rst, "PPC64 sPAPR implementation note", 5);
 * arch/powerpc/mm/book3s64/iommu_api.c:mm_iommu_get()
 */
#include "../kit/tce.h"

static int reg(struct rig *container, struct rig *memory)
{
	return vfio_register_memory_try(container->container_fd, memory->dma_hva,
					memory->dma_bytes);
}

static int unreg(struct rig *container, struct rig *memory)
{
	return vfio_unregister_memory_try(container->container_fd, memory->dma_hva,
					  memory->dma_bytes);
}

static int map(struct rig *container, struct rig *memory)
{
	return vfio_map_dma_try(container->container_fd, rig_ioba(container, 0), memory->dma_hva,
				4096, VFIO_DMA_MAP_FLAG_READ);
}

static void overlaps(struct test *t, struct rig *one, struct rig *two)
{
	int64_t before_bytes = vfio_locked_bytes();

	t_case(t, "half of it in the other container");
	t_expect_errno(
		t, vfio_register_memory_try(two->container_fd, one->dma_hva, one->dma_bytes / 2),
		-EINVAL, "VFIO_IOMMU_SPAPR_REGISTER_MEMORY");
	t_expect_errno(t, unreg(two, one), -ENOENT,
		       "VFIO_IOMMU_SPAPR_UNREGISTER_MEMORY in the other container");
	tce_expect_locked(t, before_bytes, "afterwards");
}

static void once(struct test *t, struct rig *one, struct rig *two)
{
	int64_t before_bytes = vfio_locked_bytes();

	t_case(t, "the same in both");
	t_expect_errno(t, reg(two, one), 0, "VFIO_IOMMU_SPAPR_REGISTER_MEMORY in the other");
	tce_expect_locked(t, before_bytes, "registered in both");
	t_expect_errno(t, reg(two, one), -EBUSY, "VFIO_IOMMU_SPAPR_REGISTER_MEMORY twice in one");

	t_case(t, "the first lets go, the other has it mapped");
	t_expect_errno(t, map(two, one), 0, "VFIO_IOMMU_MAP_DMA in the other");
	t_expect_errno(t, unreg(one, one), 0, "VFIO_IOMMU_SPAPR_UNREGISTER_MEMORY");
	tce_expect_locked(t, before_bytes, "registered in the other");
	t_expect_errno(t, map(two, one), 0, "VFIO_IOMMU_MAP_DMA in the other once more");
	t_expect_errno(t, vfio_unmap_dma_try(two->container_fd, rig_ioba(two, 0), 4096), 0,
		       "VFIO_IOMMU_UNMAP_DMA in the other");

	t_case(t, "the last lets go");
	t_expect_errno(t, unreg(two, one), 0, "VFIO_IOMMU_SPAPR_UNREGISTER_MEMORY");
	tce_expect_locked(t, before_bytes - (int64_t)one->dma_bytes, "registered nowhere");
	t_expect_errno(t, map(two, one), -EINVAL,
		       "VFIO_IOMMU_MAP_DMA of what is registered nowhere");
	rig_undone(one, RIG_MEMORY, 0);
}

/* In the default window, which each container has. */
static void nothing_else(struct test *t, struct rig *one)
{
	struct rig two;

	t_case(t, "nothing else in the other");
	rig_open(&two, &t_targets(t)[1], NULL, RIG_DEVICE);
	t_expect_errno(t, reg(&two, one), 0, "VFIO_IOMMU_SPAPR_REGISTER_MEMORY");
	t_expect_errno(
		t,
		vfio_map_dma_try(two.container_fd, 0, one->dma_hva, 4096, VFIO_DMA_MAP_FLAG_READ),
		0, "VFIO_IOMMU_MAP_DMA");
	t_expect_errno(t, vfio_unmap_dma_try(two.container_fd, 0, 4096), 0, "VFIO_IOMMU_UNMAP_DMA");
	t_expect_errno(t, unreg(&two, one), 0, "VFIO_IOMMU_SPAPR_UNREGISTER_MEMORY");
	t_rig_close(t, &two);
}

static void run(struct test *t)
{
	struct rig one, two;

	rig_open(&one, &t_targets(t)[0], NULL, RIG_WINDOW);
	nothing_else(t, &one);
	rig_open(&two, &t_targets(t)[1], NULL, RIG_WINDOW);
	overlaps(t, &one, &two);
	once(t, &one, &two);

	t_case(t, "close with it registered in both");
	vfio_register_memory(one.container_fd, one.dma_hva, one.dma_bytes);
	vfio_register_memory(two.container_fd, one.dma_hva, one.dma_bytes);
	t_rig_close(t, &two);
	one.memory_registered = true;
	t_rig_close(t, &one);
	t_expect_nothing_held(t);
}

TCELIFE_TEST(memory_two_containers, .name = "memory.two_containers", .run = run,
	     .needs = NEEDS_KVM | NEEDS_GROUP | NEEDS_TWO_GROUPS);
