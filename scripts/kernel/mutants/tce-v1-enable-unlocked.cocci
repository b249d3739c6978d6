// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/vfio_iommu_spapr_tce.c
// Kind: race
// Test: race.enable_v1.enable_v1
// Reason: locking; a lock that looks superfluous in an ioctl that only sets a flag
//
// VFIO_IOMMU_ENABLE looks whether the container is enabled, and enables it,
// without the container's lock: two threads that do so at once count the
// window twice, and it is given back once.

@@
expression r;
@@
 tce_iommu_ioctl(...)
 {
 <+...
-mutex_lock(&container->lock);
 r = tce_iommu_enable(container);
-mutex_unlock(&container->lock);
 ...+>
 }
