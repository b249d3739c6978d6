// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/vfio_iommu_spapr_tce.c
// Kind: deterministic
// Test: memory.v1
// Reason: missing error unwind
//
// In a container of the first kind, a map that fails half way leaves what it has mapped and pinned.

@@
symbol ret, container, tbl, entry, i, pages;
@@
 tce_iommu_build(...)
 {
 ...
-if (ret)
-	tce_iommu_clear(container, tbl, entry, i);
-else
-	iommu_tce_kill(tbl, entry, pages);
+iommu_tce_kill(tbl, entry, pages);
 ...
 }
