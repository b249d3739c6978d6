// SPDX-License-Identifier: GPL-2.0-only
#include "kvm_tce.h"

#include <linux/kvm.h>
#include <sys/ioctl.h>

#include "must.h"

int kvm_tce_create_raw_try(int vm_fd, const void *args)
{
	return errno_or(ioctl(vm_fd, KVM_CREATE_SPAPR_TCE_64, args));
}

int kvm_tce_create_try(int vm_fd, uint64_t liobn, const struct dma_window *w, uint32_t page_shift)
{
	struct kvm_create_spapr_tce_64 args = dma_window_kvm_table(w, liobn, page_shift);

	return kvm_tce_create_raw_try(vm_fd, &args);
}

int kvm_tce_create(int vm_fd, uint64_t liobn, const struct dma_window *w, uint32_t page_shift)
{
	return MUST(kvm_tce_create_try(vm_fd, liobn, w, page_shift));
}

int kvm_tce_create32_try(int vm_fd, uint64_t liobn, uint32_t window_bytes)
{
	struct kvm_create_spapr_tce args = { .liobn = liobn, .window_size = window_bytes };

	return errno_or(ioctl(vm_fd, KVM_CREATE_SPAPR_TCE, &args));
}

int kvm_vfio_create_try(int vm_fd)
{
	struct kvm_create_device create = { .type = KVM_DEV_TYPE_VFIO };
	int ret = errno_or(ioctl(vm_fd, KVM_CREATE_DEVICE, &create));

	return ret ? ret : (int)create.fd;
}

int kvm_vfio_create(int vm_fd)
{
	return MUST(kvm_vfio_create_try(vm_fd));
}

int kvm_vfio_set_attr_try(int kvm_vfio_fd, uint32_t group, uint64_t attr, const void *addr)
{
	struct kvm_device_attr set = { .group = group, .attr = attr, .addr = (uintptr_t)addr };

	return errno_or(ioctl(kvm_vfio_fd, KVM_SET_DEVICE_ATTR, &set));
}

int kvm_vfio_has_attr_try(int kvm_vfio_fd, uint32_t group, uint64_t attr)
{
	struct kvm_device_attr has = { .group = group, .attr = attr };

	return errno_or(ioctl(kvm_vfio_fd, KVM_HAS_DEVICE_ATTR, &has));
}

int kvm_vfio_group_add_try(int kvm_vfio_fd, int group_fd)
{
	int32_t fd = group_fd;

	return kvm_vfio_set_attr_try(kvm_vfio_fd, KVM_DEV_VFIO_GROUP, KVM_DEV_VFIO_GROUP_ADD, &fd);
}

void kvm_vfio_group_add(int kvm_vfio_fd, int group_fd)
{
	MUST(kvm_vfio_group_add_try(kvm_vfio_fd, group_fd));
}

int kvm_vfio_group_del_try(int kvm_vfio_fd, int group_fd)
{
	int32_t fd = group_fd;

	return kvm_vfio_set_attr_try(kvm_vfio_fd, KVM_DEV_VFIO_GROUP, KVM_DEV_VFIO_GROUP_DEL, &fd);
}

void kvm_vfio_group_del(int kvm_vfio_fd, int group_fd)
{
	MUST(kvm_vfio_group_del_try(kvm_vfio_fd, group_fd));
}

int kvm_vfio_set_spapr_tce_try(int kvm_vfio_fd, int group_fd, int table_fd)
{
	struct kvm_vfio_spapr_tce param = { .groupfd = group_fd, .tablefd = table_fd };

	return kvm_vfio_set_attr_try(kvm_vfio_fd, KVM_DEV_VFIO_GROUP,
				     KVM_DEV_VFIO_GROUP_SET_SPAPR_TCE, &param);
}

void kvm_vfio_set_spapr_tce(int kvm_vfio_fd, int group_fd, int table_fd)
{
	MUST(kvm_vfio_set_spapr_tce_try(kvm_vfio_fd, group_fd, table_fd));
}
