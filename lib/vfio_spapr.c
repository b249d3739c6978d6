// SPDX-License-Identifier: GPL-2.0-only
/* The part of vfio.h that is POWER's TCE back-end: drivers/vfio/vfio_iommu_spapr_tce.c */
#include <string.h>
#include <sys/ioctl.h>

#include "must.h"
#include "vfio.h"

int vfio_spapr_info_try(int container_fd, struct vfio_iommu_spapr_tce_info *info)
{
	/* what the kernel does not answer must not look like an answer */
	memset(info, 0xff, sizeof(*info));
	info->argsz = sizeof(*info);
	return errno_or(ioctl(container_fd, VFIO_IOMMU_SPAPR_TCE_GET_INFO, info));
}

void vfio_spapr_info(int container_fd, struct vfio_iommu_spapr_tce_info *info)
{
	MUST(vfio_spapr_info_try(container_fd, info));
}

static struct vfio_iommu_spapr_register_memory memory_range(const void *hva, uint64_t bytes)
{
	return (struct vfio_iommu_spapr_register_memory){
		.argsz = sizeof(struct vfio_iommu_spapr_register_memory),
		.vaddr = (uintptr_t)hva,
		.size = bytes,
	};
}

int vfio_register_memory_try(int container_fd, const void *hva, uint64_t bytes)
{
	struct vfio_iommu_spapr_register_memory range = memory_range(hva, bytes);

	return errno_or(ioctl(container_fd, VFIO_IOMMU_SPAPR_REGISTER_MEMORY, &range));
}

void vfio_register_memory(int container_fd, const void *hva, uint64_t bytes)
{
	MUST(vfio_register_memory_try(container_fd, hva, bytes));
}

int vfio_unregister_memory_try(int container_fd, const void *hva, uint64_t bytes)
{
	struct vfio_iommu_spapr_register_memory range = memory_range(hva, bytes);

	return errno_or(ioctl(container_fd, VFIO_IOMMU_SPAPR_UNREGISTER_MEMORY, &range));
}

void vfio_unregister_memory(int container_fd, const void *hva, uint64_t bytes)
{
	MUST(vfio_unregister_memory_try(container_fd, hva, bytes));
}

int vfio_window_create_try(int container_fd, struct dma_window *w)
{
	struct vfio_iommu_spapr_tce_create create = {
		.argsz = sizeof(create),
		.page_shift = w->page_shift,
		.window_size = w->size_bytes,
		.levels = w->levels,
		.start_addr = UINT64_MAX,
	};
	int ret = errno_or(ioctl(container_fd, VFIO_IOMMU_SPAPR_TCE_CREATE, &create));

	if (!ret)
		w->start_bytes = create.start_addr;
	return ret;
}

void vfio_window_create(int container_fd, struct dma_window *w)
{
	MUST(vfio_window_create_try(container_fd, w));
}

int vfio_window_remove_try(int container_fd, uint64_t start_bytes)
{
	struct vfio_iommu_spapr_tce_remove remove = {
		.argsz = sizeof(remove),
		.start_addr = start_bytes,
	};

	return errno_or(ioctl(container_fd, VFIO_IOMMU_SPAPR_TCE_REMOVE, &remove));
}

void vfio_window_remove(int container_fd, uint64_t start_bytes)
{
	MUST(vfio_window_remove_try(container_fd, start_bytes));
}

int vfio_v1_enable_try(int container_fd)
{
	return errno_or(ioctl(container_fd, VFIO_IOMMU_ENABLE));
}

void vfio_v1_enable(int container_fd)
{
	MUST(vfio_v1_enable_try(container_fd));
}

int vfio_v1_disable_try(int container_fd)
{
	return errno_or(ioctl(container_fd, VFIO_IOMMU_DISABLE));
}

int vfio_map_dma_try(int container_fd, uint64_t iova, const void *hva, uint64_t bytes,
		     uint32_t flags)
{
	struct vfio_iommu_type1_dma_map map = {
		.argsz = sizeof(map),
		.flags = flags,
		.vaddr = (uintptr_t)hva,
		.iova = iova,
		.size = bytes,
	};

	return errno_or(ioctl(container_fd, VFIO_IOMMU_MAP_DMA, &map));
}

int vfio_unmap_dma_try(int container_fd, uint64_t iova, uint64_t bytes)
{
	struct vfio_iommu_type1_dma_unmap unmap = {
		.argsz = sizeof(unmap),
		.iova = iova,
		.size = bytes,
	};

	return errno_or(ioctl(container_fd, VFIO_IOMMU_UNMAP_DMA, &unmap));
}

int vfio_eeh_try(int container_fd, uint32_t op)
{
	struct vfio_eeh_pe_op request = { .argsz = sizeof(request), .op = op };

	return errno_or(ioctl(container_fd, VFIO_EEH_PE_OP, &request));
}
