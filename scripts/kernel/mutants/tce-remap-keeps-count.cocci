// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/vfio_iommu_spapr_tce.c
// Kind: deterministic
// Test: window.remap
// Reason: missing put
//
// What user space maps over another mapping does not end the use of the memory under it.

@@
symbol dirtmp, container, tbl, entry, i;
@@
 tce_iommu_build_v2(...)
 {
 <...
-if (dirtmp != DMA_NONE)
-	tce_iommu_unuse_page_v2(container, tbl, entry + i);
 ...>
 }
