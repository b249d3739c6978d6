// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/vfio_iommu_spapr_tce.c
// Kind: deterministic
// Test: window.remap window.map_past_end
// Reason: off by one
//
// The last page of what is unmapped stays mapped.

@@
symbol entry, pages;
@@
 tce_iommu_clear(...)
 {
 <...
-entry + pages
+entry + pages - 1
 ...>
 }
