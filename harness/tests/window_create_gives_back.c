// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: window.create_gives_back
 * A window whose table cannot be made: too large for memory, or for the hardware to index, by its
 * size or by its levels. Each is refused, by whatever page size, and exactly what was counted as
 * locked memory for its table is given back; else the process comes nearer to its limit with each
 * refusal. The default window is there as if nothing had been asked for.
 *
 * Source: Documentation/driver-api/vfio.rst, "PPC64 sPAPR implementation note", 5) and 6):
 * locked memory is what the table takes;
 * arch/powerpc/platforms/powernv/pci-ioda-tce.c:pnv_pci_ioda2_table_alloc_pages()
 * Known: window-create-keeps-locked-memory
 */
#include "../kit/tce.h"

#define INDEX_BITS 54 /* of an I/O address, page or no page, and no more */
#define TABLE_BITS 34 /* of entries: more than memory for them */

static const struct {
	const char *name;
	uint32_t levels;
	unsigned int entries_shift, size_shift; /* the smaller window of both */
	int want;
} rows[] = {
	{ "a table larger than memory", 1, TABLE_BITS, INDEX_BITS, -ENOMEM },
	{ "an index too wide for the hardware", 1, 64, INDEX_BITS + 1, -EINVAL },
	{ "an index too wide in two levels", 2, 64, INDEX_BITS + 1, -EINVAL },
};

static void one_row(struct test *t, struct rig *rig, uint32_t page_shift, unsigned int i)
{
	int64_t before_bytes = vfio_locked_bytes();
	unsigned int size_shift = page_shift + rows[i].entries_shift;
	struct dma_window w = { .page_shift = page_shift, .levels = rows[i].levels };

	if (size_shift > rows[i].size_shift)
		size_shift = rows[i].size_shift;
	w.size_bytes = 1ull << size_shift;
	t_case(t, "page shift %u: %s", page_shift, rows[i].name);
	t_expect_errno(t, vfio_window_create_try(rig->container_fd, &w), rows[i].want,
		       "VFIO_IOMMU_SPAPR_TCE_CREATE");
	tce_expect_locked(t, before_bytes, "afterwards");
}

static void all_page_shifts(struct test *t, struct rig *rig)
{
	struct vfio_iommu_spapr_tce_info info;

	vfio_spapr_info(rig->container_fd, &info);
	for (uint32_t shift = 0; shift < 64; shift++) {
		if (!(info.ddw.pgsizes & 1ull << shift))
			continue;
		for (unsigned int i = 0; i < ARRAY_SIZE(rows); i++)
			one_row(t, rig, shift, i);
	}
}

/* Each level of a small window is a page of the host, and indexes with all of its entries. */
static unsigned int index_bits(const struct dma_window *w)
{
	unsigned int entries_shift = (unsigned int)__builtin_ctz(getpagesize() / 8);

	return w->levels * entries_shift + w->page_shift;
}

/* A page for each level, and one for its user addresses. */
static void counted_and_gone(struct test *t, struct rig *rig, const struct dma_window *w,
			     int64_t before_bytes)
{
	int64_t bytes = vfio_locked_bytes() - before_bytes;

	t_expect(t, bytes >= 2l * w->levels * getpagesize(),
		 "its table counts as %lld KiB of locked memory", (long long)bytes / 1024);
	t_expect_errno(t, vfio_window_remove_try(rig->container_fd, w->start_bytes), 0,
		       "VFIO_IOMMU_SPAPR_TCE_REMOVE");
}

/* How many levels there is room for depends on the page sizes; refused is refused without loss. */
static void each_level(struct test *t, struct rig *rig)
{
	int64_t before_bytes = vfio_locked_bytes();
	struct vfio_iommu_spapr_tce_info info;
	struct dma_window w = { .page_shift = 12, .size_bytes = 1 << 20 };

	vfio_spapr_info(rig->container_fd, &info);
	for (w.levels = 1; w.levels <= info.ddw.levels; w.levels++) {
		int want = index_bits(&w) > INDEX_BITS ? -EINVAL : 0;

		t_case(t, "a small window of %u levels", w.levels);
		t_expect_errno(t, vfio_window_create_try(rig->container_fd, &w), want,
			       "VFIO_IOMMU_SPAPR_TCE_CREATE");
		if (!want)
			counted_and_gone(t, rig, &w, before_bytes);
		/* of one that was made no issue is known */
		tce_expect_locked(t, before_bytes, want ? "afterwards" : "when it is gone");
	}
}

/* In a child: what it loses, is lost with it. */
static void refused(struct test *t, void *arg)
{
	struct rig rig;

	(void)arg;
	rig_open(&rig, t_targets(t), NULL, RIG_MEMORY);
	vfio_window_remove(rig.container_fd, 0); /* the default one would come back by itself */
	all_page_shifts(t, &rig);
	each_level(t, &rig);

	t_case(t, "a window that can be had");
	rig.window = rig.opts.window;
	t_expect_errno(t, vfio_window_create_try(rig.container_fd, &rig.window), 0,
		       "VFIO_IOMMU_SPAPR_TCE_CREATE");
	rig.window_open = true;
	rig.step = RIG_WINDOW;

	t_case(t, "close");
	t_rig_close(t, &rig);
}

/* The default window is made with the first one that is asked for, if that is refused as well. */
static void refused_first(struct test *t)
{
	struct dma_window w = { .page_shift = 12, .levels = 99, .size_bytes = 1 << 20 };
	struct rig rig;

	t_case(t, "the first one that is asked for");
	rig_open(&rig, t_targets(t), NULL, RIG_MEMORY);
	t_expect_errno(t, vfio_window_create_try(rig.container_fd, &w), -EINVAL,
		       "VFIO_IOMMU_SPAPR_TCE_CREATE of 99 levels");
	t_expect_errno(
		t, vfio_map_dma_try(rig.container_fd, 0, rig.dma_hva, 4096, VFIO_DMA_MAP_FLAG_READ),
		0, "VFIO_IOMMU_MAP_DMA in the default window");
	t_expect_errno(t, vfio_unmap_dma_try(rig.container_fd, 0, 4096), 0, "VFIO_IOMMU_UNMAP_DMA");
	t_rig_close(t, &rig);
}

static void run(struct test *t)
{
	t_in_child(t, refused, NULL);
	refused_first(t);
	t_expect_nothing_held(t);
}

TCELIFE_TEST(window_create_gives_back, .name = "window.create_gives_back", .run = run,
	     .needs = NEEDS_KVM | NEEDS_GROUP);
