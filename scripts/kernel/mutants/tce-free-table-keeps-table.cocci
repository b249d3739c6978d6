// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/vfio_iommu_spapr_tce.c
// Kind: deterministic
// Test: attach.shared_table steps.attach_twice
// Reason: missing put
//
// The container forgets a window's table without a put.

@@
@@
 tce_iommu_free_table(...)
 {
 ...
-iommu_tce_table_put(...);
 ...
 }
