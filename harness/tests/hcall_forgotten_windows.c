// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: hcall.forgotten_windows
 * As hcall.forgotten, with other windows than one of 4 KiB pages at 0: one that is far up, beside
 * the default one, and those with larger IOMMU pages. What the hardware is told to forget is named
 * by addresses on the bus, in pages of the window's size; and where the window's table is, it is
 * told with that size, or the device reaches other memory than what was mapped.
 *
 * Source: skiboot, doc/opal-api/opal-pci-tce-kill-126.rst: tce_size, dma_addr, npages;
 * opal-pci-map-pe-dma-window-44.rst: tce_page_size
 */
#include "../kit/forgotten.h"

#define NR_PAGES 4

static const unsigned int shifts[] = { 16, 21 };

/* Both groups, if there are two. */
static unsigned int nr_groups(const struct test *t)
{
	return t_targets(t)[1].bdf[0] ? 2 : 1;
}

static void by_guest(struct test *t, struct rig *rig)
{
	uint64_t tce = tce_of(rig, 0, TCE_PCI_BOTH);

	t_unheard();
	t_expect_h(t, guest_put_tce(&rig->cpu[0], rig->liobn, rig_ioba(rig, 3), tce), H_SUCCESS,
		   "H_PUT_TCE");
	t_expect_forgotten(t, rig, 3, 1, "put");
	t_expect_h(t, guest_stuff_tce(&rig->cpu[0], rig->liobn, rig_ioba(rig, 2), 0, NR_PAGES),
		   H_SUCCESS, "H_STUFF_TCE");
	t_expect_forgotten(t, rig, 3, 1, "cleared");
}

static void by_container(struct test *t, struct rig *rig)
{
	uint64_t bytes = NR_PAGES << rig->window.page_shift;

	t_unheard();
	t_expect_errno(t,
		       vfio_map_dma_try(rig->container_fd, rig_ioba(rig, 9), rig_hva(rig, 0), bytes,
					VFIO_DMA_MAP_FLAG_READ | VFIO_DMA_MAP_FLAG_WRITE),
		       0, "VFIO_IOMMU_MAP_DMA");
	t_expect_forgotten(t, rig, 9, NR_PAGES, "mapped");
	t_expect_errno(t, vfio_unmap_dma_try(rig->container_fd, rig_ioba(rig, 9), bytes), 0,
		       "VFIO_IOMMU_UNMAP_DMA");
	t_expect_forgotten(t, rig, 9, NR_PAGES, "unmapped");
}

static void second_window(struct test *t)
{
	struct rig_opts opts = { .nr_groups = nr_groups(t),
				 .window = { .start_bytes = 1, /* any: the kernel knows where */
					     .size_bytes = forgotten_table_pages() * 4096 } };
	struct rig rig;

	t_case(t, "the second window");
	rig_open(&rig, t_targets(t), &opts, RIG_READY);
	by_guest(t, &rig);
	by_container(t, &rig);
	rig_close_fd(&rig, RIG_FD_TABLE);
	t_window_goes(t, &rig);
	t_window_comes(t, &rig);
	t_rig_close(t, &rig);
}

/* Needs no memory: nothing is mapped. */
static bool window_of(struct test *t, unsigned int shift)
{
	struct vfio_iommu_spapr_tce_info info;
	struct rig rig;

	t_case(t, "a window with pages of 2^%u bytes", shift);
	rig_open(&rig, t_targets(t), &(struct rig_opts){ .nr_groups = nr_groups(t) }, RIG_WINDOW);
	vfio_spapr_info(rig.container_fd, &info);
	if (info.ddw.pgsizes & 1ull << shift) {
		t_window_goes(t, &rig);
		rig.window.page_shift = shift;
		rig.window.size_bytes = forgotten_table_pages() << shift;
		t_window_comes(t, &rig);
		t_window_goes(t, &rig);
		rig.window = rig.opts.window;
	} else {
		t_skip(t, "this IOMMU offers page sizes 0x%llx only",
		       (unsigned long long)info.ddw.pgsizes);
	}
	t_rig_close(t, &rig);
	return info.ddw.pgsizes & 1ull << shift;
}

static void mapped_in(struct test *t, unsigned int shift)
{
	struct rig_opts opts = { .nr_groups = nr_groups(t),
				 .window = { .page_shift = shift,
					     .size_bytes = forgotten_table_pages() << shift },
				 .dma_bytes = (uint64_t)NR_PAGES << shift };
	char why[200];
	struct rig rig;

	t_case(t, "mapped in pages of 2^%u bytes", shift);
	if (!rig_memory_available(&opts, why, sizeof(why))) {
		t_skip(t, "%s", why);
		return;
	}
	rig_open(&rig, t_targets(t), &opts, RIG_READY);
	by_guest(t, &rig);
	by_container(t, &rig);
	t_rig_close(t, &rig);
}

static void run(struct test *t)
{
	t_setup_case(t, "open");
	if (!t_listen(t))
		return;
	second_window(t);
	for (unsigned int i = 0; i < ARRAY_SIZE(shifts); i++)
		if (window_of(t, shifts[i]))
			mapped_in(t, shifts[i]);

	t_case(t, "close");
	firmware_stop();
	t_expect_nothing_held(t);
}

TCELIFE_TEST(hcall_forgotten_windows, .name = "hcall.forgotten_windows", .run = run,
	     .needs = NEEDS_KVM | NEEDS_GROUP, .data = "not to be repeated");
