// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/vfio_iommu_spapr_tce.c
// Kind: deterministic
// Test: window.map_partly
// Reason: missing error unwind
//
// A map that fails half way leaves what it has mapped.

@@
symbol ret, container, tbl, entry, i, pages;
@@
 tce_iommu_build_v2(...)
 {
 ...
-if (ret)
-	tce_iommu_clear(container, tbl, entry, i);
-else
-	iommu_tce_kill(tbl, entry, pages);
+iommu_tce_kill(tbl, entry, pages);
 ...
 }
