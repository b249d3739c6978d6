// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: hcall.levels
 * A window whose hardware table has several levels, whose lower ones the kernel makes when they are
 * first written: the four hypercalls work alike in levels that are there and in those that are not,
 * over their borders, from both sides, by a list and one by one; clearing what was never mapped
 * makes nothing; and the container can unmap all of it in one go.
 *
 * Source: include/uapi/linux/vfio.h, struct vfio_iommu_spapr_tce_create: levels, and
 * vfio_iommu_spapr_tce_ddw_info: levels; Documentation/virt/kvm/api.rst, 4.98
 */
#include "../kit/tce.h"

#define WINDOW_BYTES (1ull << 30)
#define WINDOW_PAGES (WINDOW_BYTES >> 12)
#define MIN_TABLES   32 /* of the last level: the tests go to the 30th */

/*
 * The entries of a table of any level: with 2 or 3 of them, less than a host page would do for this
 * window, which is what the kernel takes then;
 * arch/powerpc/platforms/powernv/pci-ioda-tce.c:pnv_pci_ioda2_table_alloc_pages().
 */
static uint64_t per_table(void)
{
	return getpagesize() / sizeof(uint64_t);
}

static uint64_t tce(const struct rig *rig)
{
	return tce_of(rig, 0, TCE_PCI_BOTH);
}

static void t_put(struct test *t, struct rig *rig, uint64_t page, uint64_t value)
{
	t_expect_h(t, guest_put_tce(&rig->cpu[0], rig->liobn, rig_ioba(rig, page), value),
		   H_SUCCESS, "H_PUT_TCE of page %llu", (unsigned long long)page);
}

static void t_stuff(struct test *t, struct rig *rig, uint64_t page, uint64_t pages)
{
	t_expect_h(t, guest_stuff_tce(&rig->cpu[0], rig->liobn, rig_ioba(rig, page), 0, pages),
		   H_SUCCESS, "H_STUFF_TCE of %llu pages from %llu", (unsigned long long)pages,
		   (unsigned long long)page);
}

/* Entry by entry; the last ones are the end of the table, and no level lies behind it. */
static void one_by_one(struct test *t, struct rig *rig)
{
	uint64_t n = per_table();
	const uint64_t places[] = { n - 1, n, 9 * n + n / 2, WINDOW_PAGES - 1 };

	for (unsigned int i = 0; i < ARRAY_SIZE(places); i++) {
		t_put(t, rig, places[i], 0);
		t_put(t, rig, places[i], tce(rig));
		tce_expect_entry(t, rig, rig->liobn, rig_ioba(rig, places[i]), tce(rig), "put");
		t_put(t, rig, places[i], 0);
		tce_expect_entry(t, rig, rig->liobn, rig_ioba(rig, places[i]), 0, "cleared");
	}
	tce_expect_unmapped(t, rig, "entry by entry");
}

static void by_list(struct test *t, struct rig *rig)
{
	uint64_t first = 4 * per_table() - 100;

	tce_list_set(rig, 0, 200, tce(rig), 0);
	t_expect_h(t,
		   guest_put_tce_indirect(&rig->cpu[0], rig->liobn, rig_ioba(rig, first),
					  tce_list_gpa(rig), 200),
		   H_SUCCESS, "H_PUT_TCE_INDIRECT over a border");
	tce_expect_entry(t, rig, rig->liobn, rig_ioba(rig, first + 199), tce(rig), "the last");
	t_stuff(t, rig, first - 200, 512);
	tce_expect_unmapped(t, rig, "by list");
}

static void all_at_once(struct test *t, struct rig *rig)
{
	t_put(t, rig, 0, tce(rig));
	t_put(t, rig, 20 * per_table() + 160, tce(rig));
	/* the first of a table behind others that are not there */
	t_put(t, rig, 25 * per_table(), tce(rig));
	t_expect_errno(t, vfio_unmap_dma_try(rig->container_fd, rig_ioba(rig, 0), WINDOW_BYTES), 0,
		       "VFIO_IOMMU_UNMAP_DMA of the whole window");
	tce_expect_unmapped(t, rig, "all at once");
}

static void levels(struct test *t, uint32_t nr)
{
	const struct rig_opts opts = {
		.window = { .page_shift = 12, .levels = nr, .size_bytes = WINDOW_BYTES },
	};
	struct rig rig;

	t_case(t, "%u levels", nr);
	rig_open(&rig, t_targets(t), &opts, RIG_READY);
	t_stuff(t, &rig, 25 * per_table() - 7, 512);
	one_by_one(t, &rig);
	by_list(t, &rig);
	all_at_once(t, &rig);
	t_put(t, &rig, 29 * per_table() + 496, tce(&rig));
	t_rig_close(t, &rig);
}

static void run(struct test *t)
{
	if (WINDOW_PAGES < MIN_TABLES * per_table())
		t_error(t, "a window of %llu pages has no %d tables of %llu entries", WINDOW_PAGES,
			MIN_TABLES, (unsigned long long)per_table());
	levels(t, 2);
	levels(t, 3);
	t_expect_nothing_held(t);
}

TCELIFE_TEST(hcall_levels, .name = "hcall.levels", .run = run, .needs = NEEDS_KVM | NEEDS_GROUP);
