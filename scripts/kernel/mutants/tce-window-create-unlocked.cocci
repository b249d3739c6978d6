// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/vfio_iommu_spapr_tce.c
// Kind: race
// Test: race.window_create.window_remove
// Reason: lock dropped; the container's lock guards its windows
//
@@
symbol container, ret;
@@
 tce_iommu_ioctl(...)
 {
 <...
-mutex_lock(&container->lock);
 ret = tce_iommu_create_default_window(container);
 if (!ret)
 	ret = tce_iommu_create_window(...);
 ...
-mutex_unlock(&container->lock);
 ...>
 }
