// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/vfio_iommu_spapr_tce.c
// Kind: race
// Test: race.register.unregister race.unregister.unregister
// Reason: lock dropped; the container's lock guards its list of registered memory
//
// Memory is unregistered without the container's lock.

@@
symbol container, ret;
@@
 tce_iommu_ioctl(...)
 {
 <...
-mutex_lock(&container->lock);
 ret = tce_iommu_unregister_pages(...);
-mutex_unlock(&container->lock);
 ...>
 }
