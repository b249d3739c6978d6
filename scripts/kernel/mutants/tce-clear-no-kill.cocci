// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/vfio_iommu_spapr_tce.c
// Kind: deterministic
// Test: hcall.forgotten
// Reason: the hardware's TCE cache is not told
//
// What user space has unmapped the hardware may still have in its cache.

@@
@@
 tce_iommu_clear(...)
 {
 ...
-iommu_tce_kill(...);
 ...
 }
