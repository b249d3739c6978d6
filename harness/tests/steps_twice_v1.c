// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: steps.twice_v1
 * The steps that only a v1 container has: VFIO_IOMMU_ENABLE counts the window as locked memory,
 * once (EBUSY); VFIO_IOMMU_DISABLE gives it back, once, however often it is called; a container
 * holds one group. v1 has no registered memory and no windows to make (ENOTTY), and v2 nothing to
 * enable.
 *
 * Source: Documentation/driver-api/vfio.rst, PPC64 sPAPR implementation notes 4 and 5
 */
#include "../test.h"

static void enable_twice(struct test *t, struct rig *rig)
{
	int64_t before_bytes = vfio_locked_bytes(), enabled_bytes;

	t_case(t, "VFIO_IOMMU_ENABLE");
	t_expect_errno(t, vfio_v1_enable_try(rig->container_fd), 0, "first");
	enabled_bytes = vfio_locked_bytes();
	t_expect(t, enabled_bytes > before_bytes, "no memory counts as locked");
	t_expect_errno(t, vfio_v1_enable_try(rig->container_fd), -EBUSY, "second");
	t_expect(t, vfio_locked_bytes() == enabled_bytes,
		 "the second one changed locked memory from %lld to %lld bytes",
		 (long long)enabled_bytes, (long long)vfio_locked_bytes());

	t_case(t, "VFIO_IOMMU_DISABLE");
	for (int i = 0; i < 2; i++) {
		t_expect_errno(t, vfio_v1_disable_try(rig->container_fd), 0, "number %d", i + 1);
		t_expect(t, vfio_locked_bytes() == before_bytes,
			 "number %d leaves %lld bytes locked, it was %lld", i + 1,
			 (long long)vfio_locked_bytes(), (long long)before_bytes);
	}
}

static void of_the_other_kind(struct test *t, struct rig *rig)
{
	struct dma_window w = { .page_shift = 12, .levels = 1, .size_bytes = RIG_WINDOW_BYTES };

	t_case(t, "v2 requests of a v1 container");
	t_expect_errno(t, vfio_window_create_try(rig->container_fd, &w), -ENOTTY, "TCE_CREATE");
	t_expect_errno(t, vfio_window_remove_try(rig->container_fd, 0), -ENOTTY, "TCE_REMOVE");
	t_expect_errno(t, vfio_register_memory_try(rig->container_fd, rig->dma_hva, rig->dma_bytes),
		       -ENOTTY, "REGISTER_MEMORY");
	t_expect_errno(t,
		       vfio_unregister_memory_try(rig->container_fd, rig->dma_hva, rig->dma_bytes),
		       -ENOTTY, "UNREGISTER_MEMORY");
}

static void run(struct test *t)
{
	const struct rig_opts v1 = { .iommu_type = VFIO_SPAPR_TCE_IOMMU };
	struct rig rig;

	rig_open(&rig, t_targets(t), &v1, RIG_DEVICE);
	enable_twice(t, &rig);
	of_the_other_kind(t, &rig);

	t_case(t, "once more, to the end");
	rig_advance(&rig, RIG_READY);
	t_rig_close(t, &rig);

	t_case(t, "v1 requests of a v2 container");
	rig_open(&rig, t_targets(t), NULL, RIG_DEVICE);
	t_expect_errno(t, vfio_v1_enable_try(rig.container_fd), -ENOTTY, "VFIO_IOMMU_ENABLE");
	t_expect_errno(t, vfio_v1_disable_try(rig.container_fd), -ENOTTY, "VFIO_IOMMU_DISABLE");
	t_rig_close(t, &rig);
	t_expect_nothing_held(t);
}

TCELIFE_TEST(steps_twice_v1, .name = "steps.twice_v1", .run = run,
	     .needs = NEEDS_KVM | NEEDS_GROUP);
