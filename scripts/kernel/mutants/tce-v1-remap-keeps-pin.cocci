// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/vfio_iommu_spapr_tce.c
// Kind: deterministic
// Test: memory.v1
// Reason: missing put
//
// In a container of the first kind, a page stays pinned when another is mapped over it.

@@
symbol dirtmp, hpa;
@@
 tce_iommu_build(...)
 {
 <...
-if (dirtmp != DMA_NONE)
-	tce_iommu_unuse_page(hpa);
 ...>
 }
