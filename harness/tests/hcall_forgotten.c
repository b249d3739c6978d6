// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: hcall.forgotten
 * The hardware keeps TCEs in a cache: whatever changes one, a hypercall, the container, or a window
 * that comes or goes, must make it forget what it has, for every page and for every group that the
 * table belongs to. If not, the device goes on to reach memory that was taken away from it. An
 * emulated machine has no such cache, so that no transfer shows it: what the firmware is told is
 * listened to. That goes for what was empty before, too: of that the hardware may have kept that
 * there is nothing.
 *
 * Source: arch/powerpc/include/asm/iommu.h, struct iommu_table_ops: tce_kill; skiboot,
 * doc/opal-api/opal-pci-tce-kill-126.rst: "must be called whenever a TCE entry is changed"
 */
#include "../kit/forgotten.h"

#define LARGE_LIOBN 0x80000002u
#define MANY	    1024u /* pages at once: all of the DMA memory */

static void put(struct test *t, struct rig *rig, uint64_t liobn, uint64_t page, uint64_t tce)
{
	t_expect_h(t, guest_put_tce(&rig->cpu[0], liobn, rig_ioba(rig, page), tce), H_SUCCESS,
		   "H_PUT_TCE");
}

static void put_list(struct test *t, struct rig *rig, uint64_t tce)
{
	tce_list_set(rig, 0, 4, tce, 4096);
	t_expect_h(t,
		   guest_put_tce_indirect(&rig->cpu[0], rig->liobn, rig_ioba(rig, 4),
					  tce_list_gpa(rig), 4),
		   H_SUCCESS, "H_PUT_TCE_INDIRECT");
}

static void by_guest(struct test *t, struct rig *rig)
{
	uint64_t tce = tce_of(rig, 0, TCE_PCI_BOTH);

	t_case(t, "H_PUT_TCE");
	t_unheard();
	put(t, rig, rig->liobn, 3, tce);
	t_expect_forgotten(t, rig, 3, 1, "put where nothing was");
	put(t, rig, rig->liobn, 3, tce + 4096);
	t_expect_forgotten(t, rig, 3, 1, "put over another");
	put(t, rig, rig->liobn, 3, 0);
	t_expect_forgotten(t, rig, 3, 1, "cleared");

	t_case(t, "H_PUT_TCE_INDIRECT and H_STUFF_TCE");
	put_list(t, rig, tce);
	t_expect_forgotten(t, rig, 4, 4, "a list put where nothing was");
	put_list(t, rig, tce + 65536);
	t_expect_forgotten(t, rig, 4, 4, "a list put over others");
	t_expect_h(t, guest_stuff_tce(&rig->cpu[0], rig->liobn, rig_ioba(rig, 4), 0, 4), H_SUCCESS,
		   "H_STUFF_TCE");
	t_expect_forgotten(t, rig, 4, 4, "cleared");
}

/* All that a large page of the guest takes. */
static void by_large_pages(struct test *t, struct rig *rig, unsigned int shift)
{
	uint64_t pages = 1u << shift >> 12, tce = tce_of(rig, 0, 0);
	int table_fd = kvm_tce_create(rig->vm->fd, LARGE_LIOBN, &rig->window, shift);

	t_case(t, "pages of 2^%u bytes", shift);
	kvm_vfio_set_spapr_tce(rig->kvm_vfio_fd, rig->group_fd[0], table_fd);
	t_unheard();
	put(t, rig, LARGE_LIOBN, pages, tce | TCE_PCI_READ);
	t_expect_forgotten(t, rig, pages, pages, "put where nothing was");
	put(t, rig, LARGE_LIOBN, pages, tce | TCE_PCI_BOTH);
	t_expect_forgotten(t, rig, pages, pages, "put over another");
	put(t, rig, LARGE_LIOBN, pages, 0);
	t_expect_forgotten(t, rig, pages, pages, "cleared");
	close(table_fd);
}

static void map(struct test *t, struct rig *rig, uint64_t pages, uint32_t flags)
{
	t_expect_errno(t,
		       vfio_map_dma_try(rig->container_fd, rig_ioba(rig, 9), rig_hva(rig, 0),
					pages * 4096, flags),
		       0, "VFIO_IOMMU_MAP_DMA");
}

static void by_container(struct test *t, struct rig *rig, uint64_t pages)
{
	t_case(t, "the container, %llu pages", (unsigned long long)pages);
	t_unheard();
	map(t, rig, pages, VFIO_DMA_MAP_FLAG_READ | VFIO_DMA_MAP_FLAG_WRITE);
	t_expect_forgotten(t, rig, 9, pages, "mapped where nothing was");
	map(t, rig, pages, VFIO_DMA_MAP_FLAG_READ);
	t_expect_forgotten(t, rig, 9, pages, "mapped over another");
	t_expect_errno(t, vfio_unmap_dma_try(rig->container_fd, rig_ioba(rig, 9), pages * 4096), 0,
		       "VFIO_IOMMU_UNMAP_DMA");
	t_expect_forgotten(t, rig, 9, pages, "unmapped");
}

/* Whoever had the same I/O addresses before, or has them next. */
static void by_windows(struct test *t, struct rig *rig)
{
	t_case(t, "the window goes");
	map(t, rig, 1, VFIO_DMA_MAP_FLAG_READ);
	rig_close_fd(rig, RIG_FD_TABLE);
	t_window_goes(t, rig);

	t_case(t, "the window comes");
	t_window_comes(t, rig);
}

static void run(struct test *t)
{
	uint64_t least = forgotten_table_pages();
	/* Both groups, if there are two. */
	struct rig_opts opts = { .nr_groups = t_targets(t)[1].bdf[0] ? 2 : 1,
				 .window.size_bytes =
					 (least > 2 * MANY ? least : 2 * MANY) * 4096 };
	struct rig rig;

	t_setup_case(t, "open");
	if (!t_listen(t))
		return;
	rig_open(&rig, t_targets(t), &opts, RIG_READY);
	by_guest(t, &rig);
	by_large_pages(t, &rig, 16);
	by_large_pages(t, &rig, 22);
	by_container(t, &rig, 5);
	by_container(t, &rig, MANY);
	by_windows(t, &rig);

	t_case(t, "close");
	firmware_stop();
	t_rig_close(t, &rig);
	t_expect_nothing_held(t);
}

TCELIFE_TEST(hcall_forgotten, .name = "hcall.forgotten", .run = run,
	     .needs = NEEDS_KVM | NEEDS_GROUP);
