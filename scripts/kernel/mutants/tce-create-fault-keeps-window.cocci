// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/vfio_iommu_spapr_tce.c
// Kind: deterministic
// Needs: fixes
// Test: sequence.saved.window_that_nobody_knows
// Reason: missing undo; the caller does not learn of it
//
// A window whose address cannot be told to the caller stays, and its locked memory with it.

@@
symbol create;
@@
 tce_iommu_ioctl(...)
 {
 <+...
-tce_iommu_remove_window(container, create.start_addr);
 ...+>
 }
