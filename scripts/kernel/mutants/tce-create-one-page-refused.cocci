// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/vfio_iommu_spapr_tce.c
// Kind: deterministic
// Needs: fixes
// Test: window.create_limits
// Reason: a bounds check that is off by one
//
// The smallest window that there can be, which has one IOMMU page, is refused as too small.

@@
symbol window_size, page_shift;
@@
 tce_iommu_create_window(...)
 {
 <...
-window_size < (1ULL << page_shift)
+window_size <= (1ULL << page_shift)
 ...>
 }
