// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: attach.mismatch
 * A table is attached only to a hardware window that it fits: the same start, at least its size,
 * pages no larger than its own; anything else is EINVAL and leaves the table unattached. A guest
 * that could reach beyond the window, or set part of an IOMMU page, would write where it must
 * not. Two windows of the group are tried, one of 4 KiB and one of 64 KiB pages, with tables that
 * fit and tables that do not. The windows are as large as the TCEs of one host page: for a smaller
 * one the kernel makes a window of that size anyway.
 *
 * Source: Documentation/virt/kvm/api.rst 4.98 (page shift, offset and size of "the corresponding
 * DMA window"); the conditions are those of
 * arch/powerpc/kvm/book3s_64_vio.c:kvm_spapr_tce_attach_iommu_group()
 */
#include "../test.h"

#define NR_WINDOWS 2

static const uint32_t window_page_shift[NR_WINDOWS] = { 12, 16 };

/* clang-format off */
/* A table over one of the windows: how it differs (in the window's pages), and the answer. */
static const struct {
	const char *name;
	unsigned int window;
	uint32_t page_shift;
	int start_more_pages;
	unsigned int halves; /* of the window's size, */
	int more_pages;	     /* and these */
	int want;
} tables[] = {
	{ "4 KiB pages: the same", 0, 12, 0, 2, 0, 0 },
	{ "4 KiB pages: half the size", 0, 12, 0, 1, 0, 0 },
	{ "4 KiB pages: one page", 0, 12, 0, 0, 1, 0 },
	{ "4 KiB pages: larger pages", 0, 16, 0, 2, 0, 0 },
	{ "4 KiB pages: larger pages, twice the size", 0, 16, 0, 4, 0, -EINVAL },
	{ "4 KiB pages: one page more", 0, 12, 0, 2, 1, -EINVAL },
	{ "4 KiB pages: twice the size", 0, 12, 0, 4, 0, -EINVAL },
	{ "4 KiB pages: one page further", 0, 12, 1, 2, -1, -EINVAL },
	{ "64 KiB pages: the same", 1, 16, 0, 2, 0, 0 },
	{ "64 KiB pages: half the size", 1, 16, 0, 1, 0, 0 },
	{ "64 KiB pages: larger pages", 1, 21, 0, 2, 0, 0 },
	{ "64 KiB pages: smaller pages", 1, 12, 0, 2, 0, -EINVAL },
	{ "64 KiB pages: one page more", 1, 16, 0, 2, 1, -EINVAL },
	{ "64 KiB pages: one page further", 1, 16, 1, 2, -1, -EINVAL },
	{ "64 KiB pages: one page before", 1, 16, -1, 2, 0, -EINVAL },
};
/* clang-format on */

static uint64_t window_bytes(uint32_t page_shift)
{
	return (uint64_t)getpagesize() / sizeof(uint64_t) << page_shift;
}

static struct dma_window vary(const struct dma_window *window, size_t n)
{
	struct dma_window w = *window;

	w.start_bytes += (int64_t)tables[n].start_more_pages << w.page_shift;
	w.size_bytes = w.size_bytes / 2 * tables[n].halves;
	w.size_bytes += (int64_t)tables[n].more_pages << w.page_shift;
	return w;
}

static void try_table(struct test *t, struct rig *rig, const struct dma_window *windows, size_t n)
{
	struct dma_window w = vary(&windows[tables[n].window], n);
	uint32_t liobn = rig->liobn + 1;
	struct hcall_result put;
	int table_fd;

	t_case(t, "%s", tables[n].name);
	table_fd = kvm_tce_create(rig->vm->fd, liobn, &w, tables[n].page_shift);
	t_expect_errno(t, kvm_vfio_set_spapr_tce_try(rig->kvm_vfio_fd, rig->group_fd[0], table_fd),
		       tables[n].want, "SET_SPAPR_TCE");
	/* A TCE for memory that was not registered: only an unattached table takes it. */
	put = guest_put_tce(&rig->cpu[0], liobn, w.start_bytes, TCE_PCI_READ);
	if (tables[n].want)
		t_expect_h(t, put, H_SUCCESS, "not attached: H_PUT_TCE of unregistered memory");
	else
		t_expect_bounced(t, put, "attached: H_PUT_TCE of unregistered memory");
	close(table_fd);
}

static void run(struct test *t)
{
	const struct rig_opts opts = {
		.window = { .page_shift = window_page_shift[0],
			    .size_bytes = window_bytes(window_page_shift[0]) },
	};
	struct dma_window windows[NR_WINDOWS];
	struct rig rig;

	rig_open(&rig, t_targets(t), &opts, RIG_ADDED);
	windows[0] = windows[1] = rig.window;
	windows[1].page_shift = window_page_shift[1];
	windows[1].size_bytes = window_bytes(window_page_shift[1]);
	vfio_window_create(rig.container_fd, &windows[1]);
	for (size_t n = 0; n < ARRAY_SIZE(tables); n++)
		try_table(t, &rig, windows, n);

	t_case(t, "close");
	rig_advance(&rig, RIG_READY);
	kvm_vfio_group_del(rig.kvm_vfio_fd, rig.group_fd[0]);
	rig_undone(&rig, RIG_ADDED, 0);
	t_expect_errno(t, vfio_window_remove_try(rig.container_fd, windows[1].start_bytes), 0,
		       "TCE_REMOVE of the second window");
	t_rig_close(t, &rig);
	t_expect_nothing_held(t);
}

TCELIFE_TEST(attach_mismatch, .name = "attach.mismatch", .run = run,
	     .needs = NEEDS_KVM | NEEDS_GROUP);
