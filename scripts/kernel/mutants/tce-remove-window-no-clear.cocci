// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/vfio_iommu_spapr_tce.c
// Kind: deterministic
// Test: hcall.two_windows dma.after_window_remove teardown.window_first
// Reason: no TCE clear; e633bc86a922 ("vfio: powerpc/spapr: Support Dynamic DMA windows")
//
// A window is removed with its TCEs in it: what they point to stays in use for ever.

@@
@@
 tce_iommu_remove_window(...)
 {
 <...
-tce_iommu_clear(...);
 ...>
 }
