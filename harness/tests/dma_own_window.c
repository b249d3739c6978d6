// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: dma.own_window
 * Two windows, and a page in each, at the same distance from its beginning: what the device moves
 * through the lower one is the lower one's page and not the upper one's. Nothing is asked of the
 * device beforehand, so that a kernel which has put each window in the other's place is told from a
 * device that moves nothing.
 *
 * Source: Documentation/driver-api/vfio.rst, "PPC64 sPAPR implementation note", 6): two windows;
 * include/uapi/linux/vfio.h, VFIO_IOMMU_SPAPR_TCE_CREATE: start_addr
 */
#include "../kit/reach.h"

#define PAGE	 4u
#define UPPER_AT 65536u /* in the DMA memory */
#define LOWER_AT 131072u

static void map(struct test *t, struct rig *rig, const struct dma_window *w, uint64_t offset_bytes)
{
	t_expect_errno(t,
		       vfio_map_dma_try(rig->container_fd, dma_window_ioba(w, PAGE),
					rig_hva(rig, offset_bytes), dma_window_page_bytes(w),
					VFIO_DMA_MAP_FLAG_READ | VFIO_DMA_MAP_FLAG_WRITE),
		       0, "VFIO_IOMMU_MAP_DMA");
}

/* Through the lower window there and back again: whose pattern is it that comes back? */
static void there_and_back(struct test *t, struct rig *rig)
{
	struct dma_device *dev = rig_dma(rig, 0);
	uint64_t iova = rig_ioba(rig, PAGE), own = ++dev->nonce, other = ++dev->nonce;
	unsigned char *lower = rig_hva(rig, LOWER_AT), *upper = rig_hva(rig, UPPER_AT);
	int ret;

	dma_pattern_fill(lower, own, REACH_BYTES);
	dma_pattern_fill(upper, other, REACH_BYTES);
	ret = dma_pull_try(dev, iova, REACH_BYTES);
	memset(lower, 0, REACH_BYTES);
	memset(upper, 0, REACH_BYTES);
	ret = ret ? ret : dma_push_try(dev, iova, REACH_BYTES);
	t_checked(t);
	if (dma_pattern_bytes(lower, own, REACH_BYTES) == REACH_BYTES)
		return;
	if (!t_expect(t, dma_pattern_bytes(upper, other, REACH_BYTES) != REACH_BYTES,
		      "the device reaches through the lower window the upper one's page"))
		return;
	t_error(t, "no data moves: %s (see dma.reach)", ret ? strerror(-ret) : "nothing came back");
}

static void run(struct test *t)
{
	struct dma_window upper = { .page_shift = 12, .levels = 1, .size_bytes = 1 << 20 };
	struct rig rig;

	t_case(t, "open");
	rig_open(&rig, t_targets(t), NULL, RIG_READY);
	vfio_window_create(rig.container_fd, &upper);
	map(t, &rig, &rig.window, LOWER_AT);
	map(t, &rig, &upper, UPPER_AT);

	t_case(t, "through the lower window");
	there_and_back(t, &rig);

	t_case(t, "close");
	t_expect_errno(t, vfio_window_remove_try(rig.container_fd, upper.start_bytes), 0,
		       "VFIO_IOMMU_SPAPR_TCE_REMOVE");
	t_rig_close(t, &rig);
	t_expect_nothing_held(t);
}

TCELIFE_TEST(dma_own_window, .name = "dma.own_window", .run = run,
	     .needs = NEEDS_KVM | NEEDS_GROUP | NEEDS_DMA);
