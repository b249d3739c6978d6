// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/vfio_iommu_spapr_tce.c
// Subject: vfio/spapr_tce: Simplify locking of MAP_DMA and UNMAP_DMA
// Test: race.map.window_remove
//
// A dropped lock: MAP_DMA goes on in a window that another thread removes.

@@
identifier container, ret;
@@
 static long tce_iommu_ioctl(...)
 {
 <...
-guard(mutex)(&container->lock);
 ret = tce_iommu_create_default_window(container);
 ...>
 }
