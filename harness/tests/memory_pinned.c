// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: memory.pinned
 * Registered memory is pinned to the page from its registration to its end, whatever is done with
 * it meanwhile: mapped and unmapped by user space and by the guest, mapped over, registered in
 * vain, its window removed. Memory that is let go of too early balances in the end, and until then
 * is the device's and somebody else's. (Unregistered in vain: memory.unregister_mapped.)
 *
 * Source: Documentation/driver-api/vfio.rst, "PPC64 sPAPR implementation note", 5): "pins and
 * unpins"; arch/powerpc/mm/book3s64/iommu_api.c:mm_iommu_do_alloc()
 */
#include "../kit/tce.h"

static int map(struct rig *rig, uint64_t page)
{
	return vfio_map_dma_try(rig->container_fd, rig_ioba(rig, 0), rig_hva(rig, page * 65536),
				4096, VFIO_DMA_MAP_FLAG_READ | VFIO_DMA_MAP_FLAG_WRITE);
}

static void by_user_space(struct test *t, struct rig *rig, long long base, long long pages)
{
	t_case(t, "registered");
	tce_expect_pinned(t, base, pages, "when it is registered");
	t_expect_errno(t, vfio_register_memory_try(rig->container_fd, rig->dma_hva, rig->dma_bytes),
		       -EBUSY, "VFIO_IOMMU_SPAPR_REGISTER_MEMORY once more");
	tce_expect_pinned(t, base, pages, "when it is registered in vain");

	t_case(t, "mapped");
	t_expect_errno(t, map(rig, 0), 0, "VFIO_IOMMU_MAP_DMA");
	tce_expect_pinned(t, base, pages, "when it is mapped");
	t_expect_errno(t, map(rig, 1), 0, "VFIO_IOMMU_MAP_DMA over it");
	tce_expect_pinned(t, base, pages, "when it is mapped over");
	t_expect_errno(t, vfio_unmap_dma_try(rig->container_fd, rig_ioba(rig, 0), 4096), 0,
		       "VFIO_IOMMU_UNMAP_DMA");
	tce_expect_pinned(t, base, pages, "when it is unmapped");
}

static void by_the_guest(struct test *t, struct rig *rig, long long base, long long pages)
{
	t_case(t, "mapped by the guest");
	t_expect_h(t,
		   guest_put_tce(&rig->cpu[0], rig->liobn, rig_ioba(rig, 0),
				 tce_of(rig, 0, TCE_PCI_BOTH)),
		   H_SUCCESS, "H_PUT_TCE");
	tce_expect_pinned(t, base, pages, "when the guest has mapped it");
	t_expect_h(t, guest_stuff_tce(&rig->cpu[0], rig->liobn, rig_ioba(rig, 0), 0, 1), H_SUCCESS,
		   "H_STUFF_TCE");
	tce_expect_pinned(t, base, pages, "when the guest has unmapped it");
	guest_put_tce(&rig->cpu[0], rig->liobn, rig_ioba(rig, 0), tce_of(rig, 0, TCE_PCI_BOTH));

	t_case(t, "without its window");
	vfio_window_remove(rig->container_fd, rig->window.start_bytes);
	rig_undone(rig, RIG_WINDOW, 0);
	tce_expect_pinned(t, base, pages, "when its window is gone");
}

static void run(struct test *t)
{
	long long base = oracle_pinned_pages(), pages;
	struct rig rig;

	if (base < 0) {
		t_skip(t, "the kernel does not count pinned pages: no nr_foll_pin_acquired");
		return;
	}
	rig_open(&rig, t_targets(t), NULL, RIG_READY);
	pages = (long long)rig.dma_bytes / getpagesize();
	by_user_space(t, &rig, base, pages);
	by_the_guest(t, &rig, base, pages);

	t_case(t, "unregistered");
	rig_close_fd(&rig, RIG_FD_KVM_VFIO);
	rig_close_fd(&rig, RIG_FD_TABLE);
	oracle_rcu_settle();
	t_expect_errno(t, vfio_unregister_memory_try(rig.container_fd, rig.dma_hva, rig.dma_bytes),
		       0, "VFIO_IOMMU_SPAPR_UNREGISTER_MEMORY");
	rig_undone(&rig, RIG_MEMORY, 0);
	tce_expect_pinned(t, base, 0, "when it is unregistered");

	t_case(t, "close");
	t_rig_close(t, &rig);
	t_expect_nothing_held(t);
}

TCELIFE_TEST(memory_pinned, .name = "memory.pinned", .run = run, .needs = NEEDS_KVM | NEEDS_GROUP);
