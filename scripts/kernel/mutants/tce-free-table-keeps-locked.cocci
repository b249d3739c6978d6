// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/vfio_iommu_spapr_tce.c
// Kind: deterministic
// Test: window.memlock attach.once
// Reason: accounting
//
// A window's removal does not give back its locked memory.

@@
@@
 tce_iommu_free_table(...)
 {
 ...
-account_locked_vm(...);
 ...
 }
