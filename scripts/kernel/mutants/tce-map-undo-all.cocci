// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/vfio_iommu_spapr_tce.c
// Kind: deterministic
// Test: window.map_partly sequence.saved.mapped_in_part
// Reason: undo; wrong variable
//
// A map that fails half way takes away what was mapped before behind the page that failed.

@@
symbol container, tbl, entry, i, pages;
@@
 tce_iommu_build_v2(...)
 {
 <+...
 tce_iommu_clear(container, tbl, entry,
-i
+pages
 );
 ...+>
 }
