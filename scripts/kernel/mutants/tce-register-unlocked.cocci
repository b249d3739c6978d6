// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/vfio_iommu_spapr_tce.c
// Kind: race
// Test: race.register.unregister
// Reason: lock dropped; the container's lock guards its list of registered memory
//
@@
symbol container, ret;
@@
 tce_iommu_ioctl(...)
 {
 <...
-mutex_lock(&container->lock);
 ret = tce_iommu_register_pages(...);
-mutex_unlock(&container->lock);
 ...>
 }
