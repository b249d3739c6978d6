// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/vfio_iommu_spapr_tce.c
// Kind: deterministic
// Test: window.create_limits hcall.two_windows
// Reason: pointer kept after release
//
// The container goes on to name a window that it has freed.

@@
symbol container, num;
@@
 tce_iommu_remove_window(...)
 {
 ...
-container->tables[num] = NULL;
 ...
 }
