// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: window.map_partly
 * VFIO_IOMMU_MAP_DMA of memory that is registered in its first half only is refused (EINVAL), and
 * of what was mapped on the way nothing stays: the registered half can be unregistered at once.
 * When both halves are registered, each by itself, one request maps both. When nothing is
 * registered any more, there is nothing to be unmapped, which is no error.
 *
 * Source: Documentation/driver-api/vfio.rst, "PPC64 sPAPR implementation note", 5): DMA is to
 * pre-registered ranges only; include/uapi/linux/vfio.h, VFIO_IOMMU_MAP_DMA: "Return: 0 on
 * success, -errno on failure"
 */
#include "../kit/tce.h"

#define HALF_BYTES 65536u
#define MAP_BOTH   (VFIO_DMA_MAP_FLAG_READ | VFIO_DMA_MAP_FLAG_WRITE)

/* In a child: what a kernel loses here is lost with it. */
static void half_registered(struct test *t, void *arg)
{
	struct rig rig;
	void *second;

	(void)arg;
	t_setup_case(t, "open");
	rig_open(&rig, t_targets(t), NULL, RIG_WINDOW);
	second = rig_hva(&rig, HALF_BYTES);
	vfio_unregister_memory(rig.container_fd, rig.dma_hva, rig.dma_bytes);
	rig.dma_bytes = HALF_BYTES;
	vfio_register_memory(rig.container_fd, rig.dma_hva, rig.dma_bytes);

	t_case(t, "half registered");
	t_expect_errno(t,
		       vfio_map_dma_try(rig.container_fd, rig_ioba(&rig, 0), rig.dma_hva,
					2 * HALF_BYTES, MAP_BOTH),
		       -EINVAL, "VFIO_IOMMU_MAP_DMA");
	tce_expect_unmapped(t, &rig, "afterwards");

	t_case(t, "the registered half");
	t_expect_errno(t,
		       vfio_map_dma_try(rig.container_fd, rig_ioba(&rig, 0), rig.dma_hva,
					HALF_BYTES, MAP_BOTH),
		       0, "VFIO_IOMMU_MAP_DMA");
	t_expect_errno(t, vfio_unmap_dma_try(rig.container_fd, rig_ioba(&rig, 0), HALF_BYTES), 0,
		       "VFIO_IOMMU_UNMAP_DMA");
	tce_expect_unmapped(t, &rig, "unmapped");

	t_case(t, "both halves, each by itself");
	vfio_register_memory(rig.container_fd, second, HALF_BYTES);
	t_expect_errno(t,
		       vfio_map_dma_try(rig.container_fd, rig_ioba(&rig, 0), rig.dma_hva,
					2 * HALF_BYTES, MAP_BOTH),
		       0, "VFIO_IOMMU_MAP_DMA");
	t_expect_errno(t, vfio_unmap_dma_try(rig.container_fd, rig_ioba(&rig, 0), 2 * HALF_BYTES),
		       0, "VFIO_IOMMU_UNMAP_DMA");
	vfio_unregister_memory(rig.container_fd, second, HALF_BYTES);
	tce_expect_unmapped(t, &rig, "unmapped");

	t_case(t, "nothing registered");
	vfio_unregister_memory(rig.container_fd, rig.dma_hva, HALF_BYTES);
	t_expect_errno(t, vfio_unmap_dma_try(rig.container_fd, rig_ioba(&rig, 0), HALF_BYTES), 0,
		       "VFIO_IOMMU_UNMAP_DMA");
	vfio_register_memory(rig.container_fd, rig.dma_hva, HALF_BYTES);
	t_rig_close(t, &rig);
}

static void run(struct test *t)
{
	t_in_child(t, half_registered, NULL);
	t_case(t, "close");
	t_expect_nothing_held(t);
}

TCELIFE_TEST(window_map_partly, .name = "window.map_partly", .run = run,
	     .needs = NEEDS_KVM | NEEDS_GROUP);
