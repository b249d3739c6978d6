// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: window.memlock
 * A window's tables, the hardware's and the one of user addresses beside it, are locked memory of
 * the container's owner: with CAP_IPC_LOCK given up, RLIMIT_MEMLOCK holds to the page, also when it
 * is lowered below what is locked, a refusal counts nothing and makes no window, and removal gives
 * back all of it.
 *
 * Source: Documentation/driver-api/vfio.rst, "PPC64 sPAPR implementation note", 5) and 6);
 * getrlimit(2)
 */
#include "../kit/tce.h"

static int create(struct rig *rig, struct dma_window *w)
{
	*w = (struct dma_window){ .page_shift = 12, .levels = 1, .size_bytes = 64 << 20 };
	return vfio_window_create_try(rig->container_fd, w);
}

/* How much a window takes. */
static int64_t window_bytes(struct rig *rig)
{
	int64_t before_bytes = vfio_locked_bytes(), bytes;
	struct dma_window w;

	errno = 0;
	TEST_ASSERT(!create(rig, &w), "no window without a limit");
	bytes = vfio_locked_bytes() - before_bytes;
	vfio_window_remove(rig->container_fd, w.start_bytes);
	return bytes;
}

static void limited(struct test *t, void *arg)
{
	int64_t before_bytes, need_bytes;
	struct dma_window w, second;
	struct rig rig;

	(void)arg;
	rig_open(&rig, t_targets(t), NULL, RIG_MEMORY);
	vfio_window_remove(rig.container_fd, 0); /* the default one would come back by itself */
	before_bytes = vfio_locked_bytes();
	need_bytes = window_bytes(&rig);
	t_case(t, "a window counts as locked memory");
	t_expect(t, need_bytes >= 2 * (64 << 20) / 4096 * 8,
		 "64 MiB in 4 KiB pages count as %lld KiB, and there is a table of user addresses",
		 (long long)need_bytes / 1024);
	tce_expect_locked(t, before_bytes, "after its removal");

	t_case(t, "one page too little");
	tce_limit_locked(t, need_bytes - getpagesize());
	t_expect_errno(t, create(&rig, &w), -ENOMEM, "VFIO_IOMMU_SPAPR_TCE_CREATE");
	tce_expect_locked(t, before_bytes, "afterwards");
	t_expect_errno(t, vfio_window_remove_try(rig.container_fd, 0), -EINVAL,
		       "VFIO_IOMMU_SPAPR_TCE_REMOVE of what was refused");

	t_case(t, "just enough");
	tce_limit_locked(t, need_bytes);
	t_expect_errno(t, create(&rig, &w), 0, "VFIO_IOMMU_SPAPR_TCE_CREATE");
	tce_expect_locked(t, before_bytes + need_bytes, "with one window");

	t_case(t, "no second one");
	t_expect_errno(t, create(&rig, &second), -ENOMEM, "VFIO_IOMMU_SPAPR_TCE_CREATE");
	tce_expect_locked(t, before_bytes + need_bytes, "with one window still");

	t_case(t, "less allowed than is locked");
	tce_limit_locked(t, -getpagesize());
	t_expect_errno(t, create(&rig, &second), -ENOMEM, "VFIO_IOMMU_SPAPR_TCE_CREATE");
	tce_expect_locked(t, before_bytes + need_bytes, "with less allowed");
	tce_limit_locked(t, 0);

	t_case(t, "given back by removal");
	vfio_window_remove(rig.container_fd, w.start_bytes);
	tce_expect_locked(t, before_bytes, "after its removal");
	t_expect_errno(t, create(&rig, &w), 0, "VFIO_IOMMU_SPAPR_TCE_CREATE once more");

	t_case(t, "given back by leaving the container");
	t_rig_close(t, &rig);
	tce_expect_locked(t, 0, "in the end");
}

static void run(struct test *t)
{
	t_in_child(t, limited, NULL);
	t_expect_nothing_held(t);
}

TCELIFE_TEST(window_memlock, .name = "window.memlock", .run = run,
	     .needs = NEEDS_KVM | NEEDS_GROUP);
