// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: window.remap
 * VFIO_IOMMU_MAP_DMA over a mapping replaces it, whether user space or the guest has made it: the
 * memory that was mapped before is no longer in use. Each page counts, so that the memory can be
 * unregistered after all of them were mapped over and unmapped.
 *
 * Source: include/uapi/linux/vfio.h, VFIO_IOMMU_MAP_DMA; Documentation/driver-api/vfio.rst, "PPC64
 * sPAPR implementation note", 5)
 */
#include "../kit/tce.h"

#define PAGES 4u

static void map(struct test *t, struct rig *rig, uint64_t offset_bytes)
{
	t_expect_errno(t,
		       vfio_map_dma_try(rig->container_fd, rig_ioba(rig, 0),
					rig_hva(rig, offset_bytes), PAGES * 4096,
					VFIO_DMA_MAP_FLAG_READ | VFIO_DMA_MAP_FLAG_WRITE),
		       0, "VFIO_IOMMU_MAP_DMA");
}

static void unmap(struct test *t, struct rig *rig)
{
	t_expect_errno(t, vfio_unmap_dma_try(rig->container_fd, rig_ioba(rig, 0), PAGES * 4096), 0,
		       "VFIO_IOMMU_UNMAP_DMA");
	tce_expect_unmapped(t, rig, "afterwards");
}

/* What a kernel loses here is lost with the child. */
static void replace(struct test *t, void *arg)
{
	struct rig rig;

	(void)arg;
	t_case(t, "over user space's own");
	rig_open(&rig, t_targets(t), NULL, RIG_READY);
	map(t, &rig, 0);
	map(t, &rig, PAGES * 4096);
	unmap(t, &rig);

	t_case(t, "over the guest's");
	for (uint64_t page = 0; page < PAGES; page++)
		t_expect_h(t,
			   guest_put_tce(&rig.cpu[0], rig.liobn, rig_ioba(&rig, page),
					 tce_of(&rig, 0, TCE_PCI_BOTH)),
			   H_SUCCESS, "H_PUT_TCE");
	map(t, &rig, PAGES * 4096);
	unmap(t, &rig);
	t_rig_close(t, &rig);
}

static void run(struct test *t)
{
	t_in_child(t, replace, NULL);
	t_expect_nothing_held(t);
}

TCELIFE_TEST(window_remap, .name = "window.remap", .run = run, .needs = NEEDS_KVM | NEEDS_GROUP);
