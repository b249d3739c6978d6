// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: window.create_shift
 * Page shifts that are no shift at all, and windows smaller than their pages or without a size:
 * EINVAL, without a shift by more bits than there are on the way, and without locked memory that
 * stays counted.
 *
 * Source: include/uapi/linux/vfio.h, struct vfio_iommu_spapr_tce_create: page_shift is one of
 * ddw.pgsizes; locked memory is what the table takes
 * Known: window-create-shifts-too-far
 */
#include "../kit/tce.h"

static const struct {
	const char *name;
	struct dma_window window;
} rows[] = {
	{ "smaller than its page", { .page_shift = 16, .levels = 1, .size_bytes = 4096 } },
	{ "smaller than its page, in two levels",
	  { .page_shift = 16, .levels = 2, .size_bytes = 4096 } },
	{ "no size", { .page_shift = 12, .levels = 1, .size_bytes = 0 } },
	{ "page shift 64", { .page_shift = 64, .levels = 1, .size_bytes = 1 << 20 } },
	{ "page shift 12 and 64 more", { .page_shift = 76, .levels = 1, .size_bytes = 1 << 20 } },
	{ "page shift 12 and 128 more", { .page_shift = 140, .levels = 1, .size_bytes = 1 << 20 } },
	{ "page shift 2^32 - 1", { .page_shift = ~0u, .levels = 1, .size_bytes = 1 << 20 } },
};

/* In a child: what it loses, is lost with it. */
static void refused(struct test *t, void *arg)
{
	struct rig rig;

	(void)arg;
	t_setup_case(t, "open");
	rig_open(&rig, t_targets(t), NULL, RIG_MEMORY);
	vfio_window_remove(rig.container_fd, 0); /* the default one would come back by itself */
	for (unsigned int i = 0; i < ARRAY_SIZE(rows); i++) {
		struct dma_window w = rows[i].window;
		int64_t before_bytes = vfio_locked_bytes();

		t_case(t, "%s", rows[i].name);
		t_expect_errno(t, vfio_window_create_try(rig.container_fd, &w), -EINVAL,
			       "VFIO_IOMMU_SPAPR_TCE_CREATE");
		tce_expect_locked(t, before_bytes, "afterwards");
	}

	t_case(t, "close");
	t_rig_close(t, &rig);
}

static void run(struct test *t)
{
	t_in_child(t, refused, NULL);
	t_expect_nothing_held(t);
}

TCELIFE_TEST(window_create_shift, .name = "window.create_shift", .run = run,
	     .needs = NEEDS_KVM | NEEDS_GROUP);
