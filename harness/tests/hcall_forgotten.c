// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: hcall.forgotten
 * The hardware keeps TCEs in a cache: whatever changes one, a hypercall, the container, or a window
 * that comes or goes, must make it forget what it has, for every page and for every group that the
 * table belongs to. If not, the device goes on to reach memory that was taken away from it. An
 * emulated machine has no such cache, so that no transfer shows it: what the firmware is told is
 * listened to.
 *
 * Source: arch/powerpc/include/asm/iommu.h, struct iommu_table_ops: tce_kill; skiboot,
 * doc/opal-api/opal-pci-tce-kill-126.rst: "must be called whenever a TCE entry is changed"
 */
#include "../kit/forgotten.h"

#define LARGE_LIOBN 0x80000002u
#define LARGE_SHIFT 16u

static void put(struct test *t, struct rig *rig, uint64_t liobn, uint64_t page, uint64_t tce)
{
	t_expect_h(t, guest_put_tce(&rig->cpu[0], liobn, rig_ioba(rig, page), tce), H_SUCCESS,
		   "H_PUT_TCE");
}

static void by_guest(struct test *t, struct rig *rig)
{
	uint64_t tce = tce_of(rig, 0, TCE_PCI_BOTH);

	t_case(t, "H_PUT_TCE");
	put(t, rig, rig->liobn, 3, tce);
	t_unheard();
	put(t, rig, rig->liobn, 3, tce + 4096);
	t_expect_forgotten(t, rig, 3, 1, "put over another");
	put(t, rig, rig->liobn, 3, 0);
	t_expect_forgotten(t, rig, 3, 1, "cleared");

	t_case(t, "H_PUT_TCE_INDIRECT and H_STUFF_TCE");
	for (uint64_t page = 4; page < 8; page++)
		put(t, rig, rig->liobn, page, tce);
	tce_list_set(rig, 0, 4, tce + 65536, 4096);
	t_unheard();
	t_expect_h(t,
		   guest_put_tce_indirect(&rig->cpu[0], rig->liobn, rig_ioba(rig, 4),
					  tce_list_gpa(rig), 4),
		   H_SUCCESS, "H_PUT_TCE_INDIRECT");
	t_expect_forgotten(t, rig, 4, 4, "a list put over others");
	t_expect_h(t, guest_stuff_tce(&rig->cpu[0], rig->liobn, rig_ioba(rig, 4), 0, 4), H_SUCCESS,
		   "H_STUFF_TCE");
	t_expect_forgotten(t, rig, 4, 4, "cleared");
}

/* All that a large page of the guest takes. */
static void by_large_pages(struct test *t, struct rig *rig)
{
	uint64_t tce = tce_of(rig, 0, TCE_PCI_BOTH), pages = 1u << LARGE_SHIFT >> 12;
	int table_fd = kvm_tce_create(rig->vm->fd, LARGE_LIOBN, &rig->window, LARGE_SHIFT);

	t_case(t, "large pages");
	kvm_vfio_set_spapr_tce(rig->kvm_vfio_fd, rig->group_fd[0], table_fd);
	put(t, rig, LARGE_LIOBN, 2 * pages, tce);
	t_unheard();
	put(t, rig, LARGE_LIOBN, 2 * pages, tce + (1u << LARGE_SHIFT));
	t_expect_forgotten(t, rig, 2 * pages, pages, "put over another");
	put(t, rig, LARGE_LIOBN, 2 * pages, 0);
	t_expect_forgotten(t, rig, 2 * pages, pages, "cleared");
	close(table_fd);
}

static void map(struct test *t, struct rig *rig, uint64_t offset_bytes)
{
	t_expect_errno(t,
		       vfio_map_dma_try(rig->container_fd, rig_ioba(rig, 9),
					rig_hva(rig, offset_bytes), 5 * 4096,
					VFIO_DMA_MAP_FLAG_READ | VFIO_DMA_MAP_FLAG_WRITE),
		       0, "VFIO_IOMMU_MAP_DMA");
}

static void by_container(struct test *t, struct rig *rig)
{
	t_case(t, "the container");
	map(t, rig, 0);
	t_unheard();
	map(t, rig, 65536);
	t_expect_forgotten(t, rig, 9, 5, "mapped over another");
	t_expect_errno(t, vfio_unmap_dma_try(rig->container_fd, rig_ioba(rig, 9), 5 * 4096), 0,
		       "VFIO_IOMMU_UNMAP_DMA");
	t_expect_forgotten(t, rig, 9, 5, "unmapped");
	map(t, rig, 0);
}

/* A table of the size, and in the place, that belongs to the window. */
static void expect_window(struct test *t, const struct rig *rig, bool there)
{
	const struct firmware_call *said = t_last_said(FIRMWARE_MAP_WINDOW, 0);
	uint64_t bytes = dma_window_pages(&rig->window) * sizeof(uint64_t);

	if (!t_expect(t, said, "nothing was said of the window"))
		return;
	t_expect(t, said->map.bytes == (there ? bytes : 0), "a table of %llu bytes, must be %llu",
		 (unsigned long long)said->map.bytes, there ? (unsigned long long)bytes : 0ull);
	t_expect(t, said->map.levels == there, "%llu levels", (unsigned long long)said->map.levels);
}

/* Whoever had the same I/O addresses before, or has them next. */
static void by_windows(struct test *t, struct rig *rig)
{
	uint64_t all = dma_window_pages(&rig->window);

	t_case(t, "the window goes");
	rig_close_fd(rig, RIG_FD_TABLE);
	t_unheard();
	vfio_window_remove(rig->container_fd, rig->window.start_bytes);
	rig->window_open = false;
	t_expect_forgotten(t, rig, 0, all, "removed");
	t_expect_forgotten_then(t, rig, "removed");
	expect_window(t, rig, false);

	t_case(t, "the window comes");
	vfio_window_create(rig->container_fd, &rig->window);
	rig->window_open = true;
	t_expect_forgotten(t, rig, 0, all, "created");
	t_expect_forgotten_then(t, rig, "created");
	expect_window(t, rig, true);
}

static void run(struct test *t)
{
	/*
	 * Both groups, if there are two; as many pages as their TCEs fill a host page, as no table
	 * is smaller.
	 */
	struct rig_opts opts = { .nr_groups = t_targets(t)[1].bdf[0] ? 2 : 1,
				 .window.size_bytes = (uint64_t)getpagesize() / 8 * 4096 };
	struct rig rig;

	t_case(t, "open");
	if (!t_listen(t))
		return;
	rig_open(&rig, t_targets(t), &opts, RIG_READY);
	by_guest(t, &rig);
	by_large_pages(t, &rig);
	by_container(t, &rig);
	by_windows(t, &rig);

	t_case(t, "close");
	firmware_stop();
	t_rig_close(t, &rig);
	t_expect_nothing_held(t);
}

TCELIFE_TEST(hcall_forgotten, .name = "hcall.forgotten", .run = run,
	     .needs = NEEDS_KVM | NEEDS_GROUP);
