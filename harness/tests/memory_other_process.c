// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: memory.other_process
 * A container belongs to the process that used it first: another one that got hold of the fd may
 * neither register nor unregister memory, map nor unmap it, nor make or remove windows: EPERM. Its
 * owner goes on as if nothing had happened. So it is with one of type v1, also when its owner has
 * disabled it.
 *
 * Source: drivers/vfio/vfio_iommu_spapr_tce.c:tce_iommu_ioctl(): "prevent one userspace from
 * manipulating another userspace mm"
 */
#include "../kit/tce.h"

static void stranger(struct test *t, void *arg)
{
	struct rig *rig = arg;
	struct vfio_iommu_spapr_tce_info info;
	struct dma_window w = { .page_shift = 12, .levels = 1, .size_bytes = 1 << 20 };
	int fd = rig->container_fd;

	t_expect_errno(t, vfio_register_memory_try(fd, rig->dma_hva, rig->dma_bytes), -EPERM,
		       "VFIO_IOMMU_SPAPR_REGISTER_MEMORY");
	t_expect_errno(t, vfio_unregister_memory_try(fd, rig->dma_hva, rig->dma_bytes), -EPERM,
		       "VFIO_IOMMU_SPAPR_UNREGISTER_MEMORY");
	t_expect_errno(t, vfio_window_create_try(fd, &w), -EPERM, "VFIO_IOMMU_SPAPR_TCE_CREATE");
	t_expect_errno(t, vfio_window_remove_try(fd, rig_ioba(rig, 0)), -EPERM,
		       "VFIO_IOMMU_SPAPR_TCE_REMOVE");
	t_expect_errno(
		t,
		vfio_map_dma_try(fd, rig_ioba(rig, 0), rig->dma_hva, 4096, VFIO_DMA_MAP_FLAG_READ),
		-EPERM, "VFIO_IOMMU_MAP_DMA");
	t_expect_errno(t, vfio_unmap_dma_try(fd, rig_ioba(rig, 0), 4096), -EPERM,
		       "VFIO_IOMMU_UNMAP_DMA");
	t_expect_errno(t, vfio_spapr_info_try(fd, &info), -EPERM, "VFIO_IOMMU_SPAPR_TCE_GET_INFO");
	tce_expect_locked(t, 0, "nothing of this is the stranger's");
}

static void stranger_v1(struct test *t, void *arg)
{
	struct rig *rig = arg;
	struct vfio_iommu_spapr_tce_info info;

	t_expect_errno(t, vfio_spapr_info_try(rig->container_fd, &info), -EPERM,
		       "VFIO_IOMMU_SPAPR_TCE_GET_INFO");
	t_expect_errno(t, vfio_v1_enable_try(rig->container_fd), -EPERM, "VFIO_IOMMU_ENABLE");
	t_expect_errno(t, vfio_v1_disable_try(rig->container_fd), -EPERM, "VFIO_IOMMU_DISABLE");
}

static void disabled_v1(struct test *t)
{
	const struct rig_opts v1 = { .iommu_type = VFIO_SPAPR_TCE_IOMMU };
	struct rig rig;

	t_case(t, "another process, v1, enabled");
	rig_open(&rig, t_targets(t), &v1, RIG_MEMORY);
	t_in_child(t, stranger_v1, &rig);

	t_case(t, "another process, v1, disabled");
	t_expect_errno(t, vfio_v1_disable_try(rig.container_fd), 0, "VFIO_IOMMU_DISABLE");
	t_in_child(t, stranger_v1, &rig);
	t_rig_close(t, &rig);
}

/* That is a use, too, though there was nothing yet: the default window comes when it is used. */
static void only_removed(struct test *t)
{
	struct rig rig;

	t_case(t, "another process, and the owner has only removed the default window");
	rig_open(&rig, t_targets(t), NULL, RIG_IOMMU);
	vfio_window_remove(rig.container_fd, 0);
	t_in_child(t, stranger, &rig);
	t_rig_close(t, &rig);
}

static void run(struct test *t)
{
	int64_t before_bytes;
	struct rig rig;

	rig_open(&rig, t_targets(t), NULL, RIG_WINDOW);
	before_bytes = vfio_locked_bytes();
	t_case(t, "another process");
	t_in_child(t, stranger, &rig);
	tce_expect_locked(t, before_bytes, "of the owner, afterwards");

	t_case(t, "the owner");
	tce_expect_unmapped(t, &rig, "afterwards");
	rig_advance(&rig, RIG_READY);
	t_expect_h(t,
		   guest_put_tce(&rig.cpu[0], rig.liobn, rig_ioba(&rig, 0),
				 tce_of(&rig, 0, TCE_PCI_BOTH)),
		   H_SUCCESS, "H_PUT_TCE");

	t_case(t, "close");
	t_rig_close(t, &rig);
	only_removed(t);
	disabled_v1(t);
	t_expect_nothing_held(t);
}

TCELIFE_TEST(memory_other_process, .name = "memory.other_process", .run = run,
	     .needs = NEEDS_KVM | NEEDS_GROUP);
