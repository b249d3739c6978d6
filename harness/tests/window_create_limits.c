// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: window.create_limits
 * Every page size that VFIO_IOMMU_SPAPR_TCE_GET_INFO offers makes a window, and so do one, two and
 * three levels (more may be too many for the page size: window.create_gives_back); removing it
 * gives back its locked memory. Other page sizes, levels and sizes are refused with EINVAL. There
 * is room for as many windows as are offered, one more is ENOSPC.
 *
 * Source: Documentation/driver-api/vfio.rst, "PPC64 sPAPR implementation note", 6);
 * include/uapi/linux/vfio.h: struct vfio_iommu_spapr_tce_ddw_info
 */
#include "../kit/tce.h"

/* A container with a group and no window at all; the default one would come back by itself. */
static void open_bare(struct test *t, struct rig *rig)
{
	rig_open(rig, t_targets(t), NULL, RIG_MEMORY);
	vfio_window_remove(rig->container_fd, 0);
}

static void try_window(struct test *t, struct rig *rig, struct dma_window w, int want)
{
	int64_t before_bytes = vfio_locked_bytes();
	int ret = vfio_window_create_try(rig->container_fd, &w);

	t_expect_errno(t, ret, want, "VFIO_IOMMU_SPAPR_TCE_CREATE of page shift %u, %u levels",
		       w.page_shift, w.levels);
	if (!ret) {
		int64_t least_bytes = (int64_t)(8 * (w.size_bytes >> w.page_shift));
		int64_t bytes = vfio_locked_bytes() - before_bytes;

		t_expect(t, bytes >= least_bytes,
			 "%u levels: the window's entries take %lld bytes, %lld count as locked",
			 w.levels, (long long)least_bytes, (long long)bytes);
		t_expect_errno(t, vfio_window_remove_try(rig->container_fd, w.start_bytes), 0,
			       "VFIO_IOMMU_SPAPR_TCE_REMOVE");
	}
	tce_expect_locked(t, before_bytes, "afterwards");
}

static void page_sizes(struct test *t, struct rig *rig, uint64_t offered)
{
	for (uint32_t shift = 0; shift < 64; shift++) {
		struct dma_window w = { .page_shift = shift,
					.levels = 1,
					.size_bytes = shift < 58 ? 32ull << shift : 1ull << 63 };
		bool ok = offered & 1ull << shift;

		try_window(t, rig, w, ok ? 0 : -EINVAL);
	}
}

static void levels(struct test *t, struct rig *rig, uint32_t max)
{
	struct dma_window w = { .page_shift = 12, .size_bytes = 64 << 20 };

	t_case(t, "up to three levels");
	for (w.levels = 1; w.levels <= max && w.levels <= 3; w.levels++)
		try_window(t, rig, w, 0);

	t_case(t, "no levels");
	w.levels = 0;
	try_window(t, rig, w, -EINVAL);

	t_case(t, "one level too many");
	w.levels = max + 1;
	try_window(t, rig, w, -EINVAL);

	t_case(t, "2^32 - 1 levels");
	w.levels = ~0u;
	try_window(t, rig, w, -EINVAL);
}

static const struct {
	const char *name;
	uint64_t bytes;
	int want;
} sizes[] = {
	{ "size that is no power of two", 3 << 20, -EINVAL },
	{ "size of a page and a half", 4096 + 2048, -EINVAL },
	{ "size of one page", 4096, 0 },
	{ "size of 2 GiB", 2ull << 30, 0 },
};

/* One ioctl with everything raw. */
static int create_raw(struct rig *rig, uint32_t argsz, uint32_t flags)
{
	struct vfio_iommu_spapr_tce_create create = {
		.argsz = argsz,
		.flags = flags,
		.page_shift = 12,
		.window_size = 1 << 20,
		.levels = 1,
	};

	return ioctl(rig->container_fd, VFIO_IOMMU_SPAPR_TCE_CREATE, &create) ? -errno : 0;
}

static void raw(struct test *t, struct rig *rig)
{
	int64_t before_bytes = vfio_locked_bytes();

	t_case(t, "bad arguments");
	t_expect_errno(t, create_raw(rig, 8, 0), -EINVAL, "argsz too small");
	t_expect_errno(t, create_raw(rig, sizeof(struct vfio_iommu_spapr_tce_create), 1), -EINVAL,
		       "an unknown flag");
	t_expect_errno(t, ioctl(rig->container_fd, VFIO_IOMMU_SPAPR_TCE_CREATE, NULL) ? -errno : 0,
		       -EFAULT, "a bad address");
	tce_expect_locked(t, before_bytes, "afterwards");
}

static void too_many(struct test *t, struct rig *rig, uint32_t max)
{
	int64_t before_bytes = vfio_locked_bytes(), full_bytes;
	struct dma_window w[8] = { 0 };

	t_case(t, "one window too many");
	for (uint32_t i = 0; i < max && i < ARRAY_SIZE(w); i++) {
		w[i] = (struct dma_window){ .page_shift = 12, .levels = 1, .size_bytes = 1 << 20 };
		vfio_window_create(rig->container_fd, &w[i]);
	}
	full_bytes = vfio_locked_bytes();
	w[7] = (struct dma_window){ .page_shift = 12, .levels = 1, .size_bytes = 1 << 20 };
	t_expect_errno(t, vfio_window_create_try(rig->container_fd, &w[7]), -ENOSPC,
		       "VFIO_IOMMU_SPAPR_TCE_CREATE of window %u", max + 1);
	tce_expect_locked(t, full_bytes, "afterwards");

	t_case(t, "removal");
	t_expect_errno(t, vfio_window_remove_try(rig->container_fd, 1ull << 40), -EINVAL,
		       "VFIO_IOMMU_SPAPR_TCE_REMOVE where no window is");
	for (uint32_t i = 0; i < max && i < ARRAY_SIZE(w); i++) {
		t_expect_errno(t, vfio_window_remove_try(rig->container_fd, w[i].start_bytes), 0,
			       "VFIO_IOMMU_SPAPR_TCE_REMOVE of window %u", i);
		t_expect_errno(t, vfio_window_remove_try(rig->container_fd, w[i].start_bytes),
			       -EINVAL, "VFIO_IOMMU_SPAPR_TCE_REMOVE of window %u again", i);
	}
	tce_expect_locked(t, before_bytes, "with all windows removed");
}

static void run(struct test *t)
{
	struct vfio_iommu_spapr_tce_info info;
	struct rig rig;

	t_case(t, "page sizes, offered or not");
	open_bare(t, &rig);
	vfio_spapr_info(rig.container_fd, &info);
	t_diag(t, "page sizes 0x%llx, %u windows, %u levels", (unsigned long long)info.ddw.pgsizes,
	       info.ddw.max_dynamic_windows_supported, info.ddw.levels);
	page_sizes(t, &rig, info.ddw.pgsizes);
	levels(t, &rig, info.ddw.levels);
	for (unsigned int i = 0; i < ARRAY_SIZE(sizes); i++) {
		t_case(t, "%s", sizes[i].name);
		try_window(t, &rig,
			   (struct dma_window){
				   .page_shift = 12, .levels = 1, .size_bytes = sizes[i].bytes },
			   sizes[i].want);
	}
	raw(t, &rig);
	too_many(t, &rig, info.ddw.max_dynamic_windows_supported);

	t_case(t, "close");
	t_rig_close(t, &rig);
	t_expect_nothing_held(t);
}

TCELIFE_TEST(window_create_limits, .name = "window.create_limits", .run = run,
	     .needs = NEEDS_KVM | NEEDS_GROUP);
