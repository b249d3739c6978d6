// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: memory.v1
 * A container of type v1: nothing is mapped before it is enabled (EPERM), and enabling counts the
 * whole window as locked memory, or is refused (ENOMEM), counts nothing, and still nothing is
 * mapped. Memory is pinned as it is mapped: a hole in it is EFAULT, and what was mapped before the
 * hole is taken back; so is memory that its owner may not write. A map over a map replaces it, and
 * what it replaces is free again. What belongs to the other type is ENOTTY.
 *
 * Source: Documentation/driver-api/vfio.rst, "PPC64 sPAPR implementation note", 1) to 5);
 * drivers/vfio/vfio_iommu_spapr_tce.c:tce_iommu_enable()
 */
#include "../kit/objects.h"

#define REPLACES 128u /* pages lost show as memory of the machine */

static const struct rig_opts v1 = { .iommu_type = VFIO_SPAPR_TCE_IOMMU };

static int map(const struct rig *rig, uint64_t iova, void *hva, uint64_t pages)
{
	return vfio_map_dma_try(rig->container_fd, iova, hva, pages * getpagesize(),
				VFIO_DMA_MAP_FLAG_READ | VFIO_DMA_MAP_FLAG_WRITE);
}

static void not_enabled(struct test *t, const struct rig *rig, const char *when)
{
	t_case(t, "%s", when);
	t_expect_errno(t, map(rig, 0, rig->dma_hva, 1), -EPERM, "VFIO_IOMMU_MAP_DMA");
	t_expect_errno(t, vfio_unmap_dma_try(rig->container_fd, 0, getpagesize()), -EPERM,
		       "VFIO_IOMMU_UNMAP_DMA");
}

static void of_another_type(struct test *t, const struct rig *rig)
{
	struct dma_window w = { .page_shift = 12, .levels = 1, .size_bytes = 1 << 20 };

	t_case(t, "requests of the other type");
	t_expect_errno(t, vfio_register_memory_try(rig->container_fd, rig->dma_hva, rig->dma_bytes),
		       -ENOTTY, "VFIO_IOMMU_SPAPR_REGISTER_MEMORY");
	t_expect_errno(t,
		       vfio_unregister_memory_try(rig->container_fd, rig->dma_hva, rig->dma_bytes),
		       -ENOTTY, "VFIO_IOMMU_SPAPR_UNREGISTER_MEMORY");
	t_expect_errno(t, vfio_window_create_try(rig->container_fd, &w), -ENOTTY,
		       "VFIO_IOMMU_SPAPR_TCE_CREATE");
	t_expect_errno(t, vfio_window_remove_try(rig->container_fd, 0), -ENOTTY,
		       "VFIO_IOMMU_SPAPR_TCE_REMOVE");
}

/* A window that cannot be changed, all of which counts. */
static void window(struct test *t, const struct rig *rig, int64_t enabled_bytes)
{
	struct vfio_iommu_spapr_tce_info info;

	t_case(t, "its window");
	vfio_spapr_info(rig->container_fd, &info);
	t_expect(t, !(info.flags & VFIO_IOMMU_SPAPR_INFO_DDW), "it claims to have other windows");
	t_expect(t, enabled_bytes == (int64_t)info.dma32_window_size,
		 "%lld bytes locked by VFIO_IOMMU_ENABLE, must be the window's %llu",
		 (long long)enabled_bytes, (unsigned long long)info.dma32_window_size);
}

static void hole(struct test *t, const struct rig *rig)
{
	size_t page_bytes = getpagesize();
	char *hva = mmap(NULL, 4 * page_bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS,
			 -1, 0);
	long long before_pages = oracle_pinned_pages(), after_pages;

	t_case(t, "a hole in the memory");
	munmap(hva + 2 * page_bytes, page_bytes);
	t_expect_errno(t, map(rig, 0, hva, 4), -EFAULT, "VFIO_IOMMU_MAP_DMA over it");
	after_pages = oracle_pinned_pages();
	t_expect(t, after_pages <= before_pages,
		 "%lld pages pinned by a VFIO_IOMMU_MAP_DMA that is refused",
		 after_pages - before_pages);
	t_expect_errno(t, map(rig, 0, hva + 2 * page_bytes, 1), -EFAULT,
		       "VFIO_IOMMU_MAP_DMA of it");
	munmap(hva, 4 * page_bytes);
}

static void over(struct test *t, const struct rig *rig)
{
	t_case(t, "a map over a map");
	t_expect_errno(t, map(rig, 0, rig->dma_hva, 2), 0, "VFIO_IOMMU_MAP_DMA");
	t_expect_errno(t, map(rig, 0, rig_hva(rig, 1 << 20), 2), 0, "VFIO_IOMMU_MAP_DMA over it");
	t_expect_errno(t, vfio_unmap_dma_try(rig->container_fd, 0, 4 * getpagesize()), 0,
		       "VFIO_IOMMU_UNMAP_DMA");
}

/* Each time with two pages of its own, of which the one takes the place of the other. */
static void replace(void *arg)
{
	const struct rig *rig = arg;
	size_t page_bytes = getpagesize();
	char *hva = mmap(NULL, 2 * page_bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS,
			 -1, 0);

	TEST_ASSERT(!map(rig, 0, hva, 1), "VFIO_IOMMU_MAP_DMA of a page");
	TEST_ASSERT(!map(rig, 0, hva + page_bytes, 1), "VFIO_IOMMU_MAP_DMA of another one over it");
	TEST_ASSERT(!vfio_unmap_dma_try(rig->container_fd, 0, page_bytes), "VFIO_IOMMU_UNMAP_DMA");
	munmap(hva, 2 * page_bytes);
}

static void replaced_go(struct test *t, struct rig *rig)
{
	t_case(t, "what was mapped is free again");
	if (t_objects_in_sight(t))
		t_expect_objects_stay(t, replace, rig, REPLACES);
}

static void read_only(struct test *t, const struct rig *rig)
{
	size_t page_bytes = getpagesize();
	char *hva =
		mmap(NULL, page_bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	t_case(t, "memory that its owner may not write");
	hva[0] = 1;
	mprotect(hva, page_bytes, PROT_READ);
	t_expect_errno(t, map(rig, 0, hva, 1), -EFAULT, "VFIO_IOMMU_MAP_DMA");
	munmap(hva, page_bytes);
}

static void limited(struct test *t, void *arg)
{
	struct rig rig;
	int64_t before_bytes;

	(void)arg;
	rig_open(&rig, t_targets(t), &v1, RIG_DEVICE);
	before_bytes = vfio_locked_bytes();
	t_case(t, "too little memory may be locked");
	tce_limit_locked(t, 1 << 20);
	t_expect_errno(t, vfio_v1_enable_try(rig.container_fd), -ENOMEM, "VFIO_IOMMU_ENABLE");
	tce_expect_locked(t, before_bytes, "afterwards");
	not_enabled(t, &rig, "enabling was refused");
	t_rig_close(t, &rig);
}

static void disable(struct test *t, const struct rig *rig, int64_t enabled_bytes)
{
	/* what is there beside it is the table of the window, which stays */
	int64_t window_bytes = vfio_locked_bytes() - enabled_bytes;

	t_case(t, "disable");
	t_expect_errno(t, vfio_v1_disable_try(rig->container_fd), 0, "VFIO_IOMMU_DISABLE");
	tce_expect_locked(t, window_bytes, "afterwards");
	t_expect_errno(t, vfio_v1_disable_try(rig->container_fd), 0, "VFIO_IOMMU_DISABLE again");
	tce_expect_locked(t, window_bytes, "after the second");
}

/* The container ends with the window counted. */
static void left_enabled(struct test *t, void *arg)
{
	struct rig rig;

	(void)arg;
	t_case(t, "closed while enabled");
	rig_open(&rig, t_targets(t), &v1, RIG_MEMORY);
	rig_close_fd(&rig, RIG_FD_DEVICE);
	rig_close_fd(&rig, RIG_FD_GROUP);
	rig_close_fd(&rig, RIG_FD_CONTAINER);
	tce_expect_locked(t, 0, "afterwards");
	t_rig_close(t, &rig);
}

/* And with its process: nobody but the container knows by then what the window counts in. */
static void ends_enabled(struct test *t, void *arg)
{
	struct rig rig;

	(void)arg;
	t_case(t, "its process ends while it is enabled");
	rig_open(&rig, t_targets(t), &v1, RIG_MEMORY);
	rig_close_fd(&rig, RIG_FD_VCPU);
	rig_close_fd(&rig, RIG_FD_VM);
}

static void run(struct test *t)
{
	int64_t before_bytes, enabled_bytes;
	struct rig rig;

	t_in_child(t, limited, NULL);
	t_in_child(t, left_enabled, NULL);
	t_in_child(t, ends_enabled, NULL);
	t_expect_nothing_held(t);
	rig_open(&rig, t_targets(t), &v1, RIG_DEVICE);
	before_bytes = vfio_locked_bytes();
	not_enabled(t, &rig, "not yet enabled");
	of_another_type(t, &rig);

	t_case(t, "enable");
	vfio_v1_enable(rig.container_fd);
	t_expect_errno(t, vfio_v1_enable_try(rig.container_fd), -EBUSY, "VFIO_IOMMU_ENABLE again");
	enabled_bytes = vfio_locked_bytes() - before_bytes;
	window(t, &rig, enabled_bytes);
	hole(t, &rig);
	over(t, &rig);
	replaced_go(t, &rig);
	read_only(t, &rig);
	disable(t, &rig, enabled_bytes);
	not_enabled(t, &rig, "enabled no longer");

	t_case(t, "close");
	t_rig_close(t, &rig);
	t_expect_nothing_held(t);
}

TCELIFE_TEST(memory_v1, .name = "memory.v1", .run = run, .needs = NEEDS_KVM | NEEDS_GROUP);
