// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: hcall.forgotten_v1
 * As hcall.forgotten, for a v1 container, which maps memory that nobody has registered, in ways of
 * its own: the hardware is made to forget each TCE that is mapped, mapped over, or unmapped.
 *
 * Source: drivers/vfio/vfio_iommu_spapr_tce.c:tce_iommu_build(), tce_iommu_clear(); skiboot,
 * doc/opal-api/opal-pci-tce-kill-126.rst: "must be called whenever a TCE entry is changed"
 */
#include "../kit/forgotten.h"

#define NR_PAGES 5

static void map(struct test *t, struct rig *rig, uint64_t offset_bytes)
{
	t_expect_errno(t,
		       vfio_map_dma_try(rig->container_fd, rig_ioba(rig, 9),
					rig_hva(rig, offset_bytes), NR_PAGES * 4096,
					VFIO_DMA_MAP_FLAG_READ | VFIO_DMA_MAP_FLAG_WRITE),
		       0, "VFIO_IOMMU_MAP_DMA");
}

static void run(struct test *t)
{
	struct rig_opts opts = { .iommu_type = VFIO_SPAPR_TCE_IOMMU };
	struct rig rig;

	t_setup_case(t, "open");
	if (!t_listen(t))
		return;
	rig_open(&rig, t_targets(t), &opts, RIG_WINDOW);

	t_case(t, "the container");
	t_unheard();
	map(t, &rig, 0);
	t_expect_forgotten(t, &rig, 9, NR_PAGES, "mapped where nothing was");
	map(t, &rig, 65536);
	t_expect_forgotten(t, &rig, 9, NR_PAGES, "mapped over another");
	t_expect_errno(t, vfio_unmap_dma_try(rig.container_fd, rig_ioba(&rig, 9), NR_PAGES * 4096),
		       0, "VFIO_IOMMU_UNMAP_DMA");
	t_expect_forgotten(t, &rig, 9, NR_PAGES, "unmapped");

	t_case(t, "close");
	firmware_stop();
	t_rig_close(t, &rig);
	t_expect_nothing_held(t);
}

TCELIFE_TEST(hcall_forgotten_v1, .name = "hcall.forgotten_v1", .run = run,
	     .needs = NEEDS_KVM | NEEDS_GROUP);
