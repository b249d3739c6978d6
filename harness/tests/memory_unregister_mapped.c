// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: memory.unregister_mapped
 * Memory that TCEs point to cannot be unregistered: EBUSY, and all is as before. Once the last
 * TCE is gone, it can be, and is neither pinned nor locked any more. Once with a TCE that user
 * space made, once with one of the guest's, and once with one that the guest made over and over at
 * the same place, for other kinds of access each time.
 *
 * Source: arch/powerpc/mm/book3s64/iommu_api.c:mm_iommu_put(), -EBUSY: "are there still mappings?",
 * which VFIO_IOMMU_SPAPR_UNREGISTER_MEMORY passes on since its beginning (4.2)
 * Known: unregister-mapped-loses-memory
 */
#include "../kit/tce.h"

#define DMA_PAGES 32ull /* of the host; enough for tce_expect_pinned() */

static int unregister(struct rig *rig)
{
	return vfio_unregister_memory_try(rig->container_fd, rig->dma_hva, rig->dma_bytes);
}

/* The memory is mapped; @unmap undoes that. */
static void refuse(struct test *t, struct rig *rig, void (*unmap)(struct test *t, struct rig *rig))
{
	long long pages = (long long)rig->dma_bytes / getpagesize();
	long long base_pages = oracle_pinned_pages() - pages;
	int64_t before_bytes = vfio_locked_bytes();
	int ret = unregister(rig);

	t_expect_errno(t, ret, -EBUSY, "VFIO_IOMMU_SPAPR_UNREGISTER_MEMORY of mapped memory");
	tce_expect_locked(t, before_bytes, "afterwards");
	tce_expect_pinned(t, base_pages, pages, "afterwards");
	unmap(t, rig);
	ret = unregister(rig);
	t_expect_errno(t, ret, 0, "VFIO_IOMMU_SPAPR_UNREGISTER_MEMORY of unmapped memory");
	tce_expect_locked(t, before_bytes - (int64_t)rig->dma_bytes, "in the end");
	rig_undone(rig, RIG_MEMORY, 0);
}

static void unmap_by_user(struct test *t, struct rig *rig)
{
	t_expect_errno(t, vfio_unmap_dma_try(rig->container_fd, rig_ioba(rig, 0), 4096), 0,
		       "VFIO_IOMMU_UNMAP_DMA");
}

static void unmap_by_guest(struct test *t, struct rig *rig)
{
	t_expect_h(t, guest_put_tce(&rig->cpu[0], rig->liobn, rig_ioba(rig, 0), 0), H_SUCCESS,
		   "H_PUT_TCE of 0");
}

/* In a child: what it loses, is lost with it. */
static void by_user(struct test *t, void *arg)
{
	struct rig_opts opts = { .dma_bytes = DMA_PAGES * getpagesize() };
	struct rig rig;

	(void)arg;
	t_case(t, "mapped by user space");
	rig_open(&rig, t_targets(t), &opts, RIG_WINDOW);
	t_expect_errno(t,
		       vfio_map_dma_try(rig.container_fd, rig_ioba(&rig, 0), rig_hva(&rig, 0), 4096,
					VFIO_DMA_MAP_FLAG_READ),
		       0, "VFIO_IOMMU_MAP_DMA");
	refuse(t, &rig, unmap_by_user);
	t_rig_close(t, &rig);
}

static void by_guest(struct test *t, void *arg)
{
	static const uint64_t access[] = { TCE_PCI_BOTH, TCE_PCI_BOTH, TCE_PCI_READ, TCE_PCI_WRITE,
					   TCE_PCI_BOTH };
	const unsigned int *times = arg;
	struct rig_opts opts = { .dma_bytes = DMA_PAGES * getpagesize() };
	struct rig rig;

	t_case(t, "mapped by the guest%s", *times > 1 ? " over and over" : "");
	rig_open(&rig, t_targets(t), &opts, RIG_READY);
	for (unsigned int i = 0; i < *times; i++)
		t_expect_h(t,
			   guest_put_tce(&rig.cpu[0], rig.liobn, rig_ioba(&rig, 0),
					 tce_of(&rig, 0, access[i % ARRAY_SIZE(access)])),
			   H_SUCCESS, "H_PUT_TCE");
	refuse(t, &rig, unmap_by_guest);
	t_rig_close(t, &rig);
}

static void run(struct test *t)
{
	unsigned int once = 1, often = 12;

	t_in_child(t, by_user, NULL);
	t_in_child(t, by_guest, &once);
	t_in_child(t, by_guest, &often);
	t_expect_nothing_held(t);
}

TCELIFE_TEST(memory_unregister_mapped, .name = "memory.unregister_mapped", .run = run,
	     .needs = NEEDS_KVM | NEEDS_GROUP);
