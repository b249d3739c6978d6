// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/vfio_iommu_spapr_tce.c
// Kind: deterministic
// Test: dma.untouched
// Reason: stale user address; permissions that never got to where they are looked at are handed on
//
// What a container of type v1 maps for the device to read is pinned to be read: of memory that its owner has
// not written, the device has the zero page, or the file's, and goes on to read it when the owner has written.

@@
symbol tce, hpa, direction;
@@
 tce_iommu_build(...)
 {
 <...
-ret = tce_iommu_use_page(tce, &hpa);
+ret = tce_iommu_use_page(tce | iommu_direction_to_tce_perm(direction), &hpa);
 ...>
 }
