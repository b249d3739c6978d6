// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/vfio_iommu_spapr_tce.c
// Kind: deterministic
// Test: steps.twice_v1
// Reason: accounting
//
// VFIO_IOMMU_DISABLE does not give back the window's locked memory.

@@
@@
 tce_iommu_disable(...)
 {
 ...
-account_locked_vm(...);
 ...
 }
