// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/vfio_iommu_spapr_tce.c
// Kind: deterministic
// Test: memory.register memory.memlock
// Reason: missing put
//
// Memory is unregistered in the container's list, and stays pinned.

@@
symbol ret;
@@
 tce_iommu_prereg_free(...)
 {
 ...
-ret = mm_iommu_put(...);
+ret = 0;
 ...
 }
