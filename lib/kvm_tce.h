/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * TCE tables in KVM and the KVM-VFIO device that ties a VFIO group to them.
 *
 * Twins as in vfio.h. The _try versions take any number as an fd and, where they
 * say so, any address, for the tests of wrong answers. Not repeated: -EBADF for no
 * file, -ENOTTY for one of another kind, -EIO in another process than the VM's.
 */
#ifndef TCELIFE_KVM_TCE_H
#define TCELIFE_KVM_TCE_H

#include <stdint.h>

#include "dma_window.h"

/*
 * Make the table that the guest knows as @liobn, over window @w, with pages of
 * @page_shift. A table fd, which holds the VM. -EBUSY: the LIOBN is taken;
 * -EINVAL: no size, page shift not in 12..34, end beyond 2^64; -ENOMEM: beyond
 * RLIMIT_MEMLOCK; arch/powerpc/kvm/book3s_64_vio.c:kvm_vm_ioctl_create_spapr_tce()
 */
int kvm_tce_create_try(int vm_fd, uint64_t liobn, const struct dma_window *w, uint32_t page_shift);
int kvm_tce_create(int vm_fd, uint64_t liobn, const struct dma_window *w, uint32_t page_shift);

/*
 * The same request, raw: @args is the address of a struct kvm_create_spapr_tce_64, any address.
 * -EFAULT for a bad one, -EINVAL for flags; arch/powerpc/kvm/powerpc.c:kvm_arch_vm_ioctl()
 */
int kvm_tce_create_raw_try(int vm_fd, const void *args);

/*
 * The older request (KVM_CREATE_SPAPR_TCE): 4 KiB pages from 0, as many as fit into
 * @window_bytes. A table fd or -errno as kvm_tce_create_try(), -EINVAL below one page;
 * arch/powerpc/kvm/powerpc.c:kvm_arch_vm_ioctl()
 */
int kvm_tce_create32_try(int vm_fd, uint64_t liobn, uint32_t window_bytes);

/* Make the VM's one KVM-VFIO device. An fd; -EBUSY: second; virt/kvm/vfio.c:kvm_vfio_create() */
int kvm_vfio_create_try(int vm_fd);
int kvm_vfio_create(int vm_fd);

/*
 * KVM takes hold of the group. -EBADF: no file; -EINVAL: not a group, or (until 5.19)
 * one in no container; -EEXIST: it has it; virt/kvm/vfio.c:kvm_vfio_file_add()
 */
int kvm_vfio_group_add_try(int kvm_vfio_fd, int group_fd);
void kvm_vfio_group_add(int kvm_vfio_fd, int group_fd);

/* KVM lets go. -EBADF: no file; -ENOENT: it was never added; virt/kvm/vfio.c:kvm_vfio_file_del() */
int kvm_vfio_group_del_try(int kvm_vfio_fd, int group_fd);
void kvm_vfio_group_del(int kvm_vfio_fd, int group_fd);

/*
 * The table drives the group's hardware from now on. -EBADF: either is no file;
 * -ENOENT: the group was never added; -EIO: its last device has left it; -EINVAL: no
 * table of this VM, or no window of the group matches it;
 * arch/powerpc/kvm/book3s_64_vio.c:kvm_spapr_tce_attach_iommu_group()
 */
int kvm_vfio_set_spapr_tce_try(int kvm_vfio_fd, int group_fd, int table_fd);
void kvm_vfio_set_spapr_tce(int kvm_vfio_fd, int group_fd, int table_fd);

/*
 * Any attribute with any address. -ENXIO: unknown; -EFAULT: bad address;
 * virt/kvm/vfio.c:kvm_vfio_set_attr()
 */
int kvm_vfio_set_attr_try(int kvm_vfio_fd, uint32_t group, uint64_t attr, const void *addr);
/* 0 if the device has the attribute, else -ENXIO; virt/kvm/vfio.c:kvm_vfio_has_attr() */
int kvm_vfio_has_attr_try(int kvm_vfio_fd, uint32_t group, uint64_t attr);

#endif
