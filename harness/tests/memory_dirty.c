// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: memory.dirty
 * A page that the device could write is dirty when the mapping is gone, whoever unmapped it, or
 * mapped another page over it: the kernel cannot know what the device wrote, and a page that is not
 * dirty may be thrown away with it. Seen in the page's own flags, before and after.
 *
 * Source: Documentation/core-api/pin_user_pages.rst, "Case 2: RDMA" (set_page_dirty_lock() for
 * pages that a device has written); Documentation/admin-guide/mm/pagemap.rst
 */
#include "../kit/tce.h"

#define PFN_MASK  ((1ull << 55) - 1)
#define KPF_DIRTY 4 /* include/uapi/linux/kernel-page-flags.h */

static bool read_u64(const char *path, uint64_t index, uint64_t *value)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	bool got = fd >= 0 && pread(fd, value, 8, (off_t)(index * 8)) == 8;

	if (fd >= 0)
		close(fd);
	return got;
}

/* -1: this kernel does not show it. */
static int is_dirty(const void *hva)
{
	uint64_t entry, flags;

	if (!read_u64("/proc/self/pagemap", (uintptr_t)hva / (uintptr_t)getpagesize(), &entry) ||
	    !(entry & PFN_MASK) || !read_u64("/proc/kpageflags", entry & PFN_MASK, &flags))
		return -1;
	return !!(flags & 1ull << KPF_DIRTY);
}

/* The page begins clean, or its end says nothing. */
static bool is_clean(struct test *t, void *hva)
{
	int dirty = is_dirty(hva);

	if (dirty > 0) {
		madvise(hva, (size_t)getpagesize(), MADV_FREE);
		dirty = is_dirty(hva);
	}
	if (dirty)
		t_skip(t, dirty < 0 ? "no /proc/kpageflags; CONFIG_PROC_PAGE_MONITOR=y has it" :
				      "the page is dirty from the beginning");
	return !dirty;
}

/* Map the page at @offset_bytes to page @page of the window, to be read and written. */
static void map_by_user(struct test *t, struct rig *rig, uint64_t page, uint64_t offset_bytes)
{
	t_expect_errno(t,
		       vfio_map_dma_try(rig->container_fd, rig_ioba(rig, page),
					rig_hva(rig, offset_bytes), 4096,
					VFIO_DMA_MAP_FLAG_READ | VFIO_DMA_MAP_FLAG_WRITE),
		       0, "VFIO_IOMMU_MAP_DMA");
}

static void map_by_guest(struct test *t, struct rig *rig, uint64_t page, uint64_t offset_bytes)
{
	t_expect_h(t,
		   guest_put_tce(&rig->cpu[0], rig->liobn, rig_ioba(rig, page),
				 tce_of(rig, offset_bytes, TCE_PCI_BOTH)),
		   H_SUCCESS, "H_PUT_TCE");
}

static void map_by_list(struct test *t, struct rig *rig, uint64_t page, uint64_t offset_bytes)
{
	tce_list_set(rig, 0, 1, tce_of(rig, offset_bytes, TCE_PCI_BOTH), 0);
	t_expect_h(t,
		   guest_put_tce_indirect(&rig->cpu[0], rig->liobn, rig_ioba(rig, page),
					  tce_list_gpa(rig), 1),
		   H_SUCCESS, "H_PUT_TCE_INDIRECT");
}

static void by_user(struct test *t, struct rig *rig)
{
	void *hva = rig_hva(rig, 0);

	t_case(t, "unmapped by user space");
	if (!is_clean(t, hva))
		return;
	map_by_user(t, rig, 0, 0);
	t_expect_errno(t, vfio_unmap_dma_try(rig->container_fd, rig_ioba(rig, 0), 4096), 0,
		       "VFIO_IOMMU_UNMAP_DMA");
	t_expect(t, is_dirty(hva) == 1, "the page is not dirty");
}

static void write_only(struct test *t, struct rig *rig)
{
	void *hva = rig_hva(rig, 131072);

	t_case(t, "written and not read");
	if (!is_clean(t, hva))
		return;
	t_expect_errno(t,
		       vfio_map_dma_try(rig->container_fd, rig_ioba(rig, 2), hva, 4096,
					VFIO_DMA_MAP_FLAG_WRITE),
		       0, "VFIO_IOMMU_MAP_DMA");
	t_expect_errno(t, vfio_unmap_dma_try(rig->container_fd, rig_ioba(rig, 2), 4096), 0,
		       "VFIO_IOMMU_UNMAP_DMA");
	t_expect(t, is_dirty(hva) == 1, "the page is not dirty");
}

static void by_guest(struct test *t, struct rig *rig)
{
	uint64_t offset_bytes = 65536;
	void *hva = rig_hva(rig, offset_bytes);

	t_case(t, "unmapped by the guest");
	if (!is_clean(t, hva))
		return;
	map_by_guest(t, rig, 1, offset_bytes);
	t_expect_h(t, guest_put_tce(&rig->cpu[0], rig->liobn, rig_ioba(rig, 1), 0), H_SUCCESS,
		   "H_PUT_TCE of 0");
	t_expect(t, is_dirty(hva) == 1, "the page is not dirty");
}

static const struct {
	const char *name;
	void (*map)(struct test *t, struct rig *rig, uint64_t page, uint64_t offset_bytes);
} ways[] = {
	{ "mapped over by user space", map_by_user },
	{ "mapped over by the guest", map_by_guest },
	{ "mapped over by a list of the guest's", map_by_list },
};

/* Another page takes its place: nobody has unmapped it, and its mapping has ended all the same. */
static void mapped_over(struct test *t, struct rig *rig)
{
	for (unsigned int i = 0; i < ARRAY_SIZE(ways); i++) {
		uint64_t page = 8 + 2 * i, offset_bytes = page * 65536;
		void *hva = rig_hva(rig, offset_bytes);

		t_case(t, "%s", ways[i].name);
		if (!is_clean(t, hva))
			continue;
		ways[i].map(t, rig, page, offset_bytes);
		ways[i].map(t, rig, page, offset_bytes + 65536);
		t_expect(t, is_dirty(hva) == 1, "the page is not dirty");
	}
}

static void run(struct test *t)
{
	struct rig rig;

	rig_open(&rig, t_targets(t), NULL, RIG_READY);
	by_user(t, &rig);
	write_only(t, &rig);
	by_guest(t, &rig);
	mapped_over(t, &rig);
	t_case(t, "close");
	t_rig_close(t, &rig);
	t_expect_nothing_held(t);
}

TCELIFE_TEST(memory_dirty, .name = "memory.dirty", .run = run, .needs = NEEDS_KVM | NEEDS_GROUP);
