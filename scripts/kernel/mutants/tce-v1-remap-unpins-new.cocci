// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/vfio_iommu_spapr_tce.c
// Kind: deterministic
// Test: memory.v1
// Reason: the wrong one is let go
//
// In a container of the first kind, a page that is mapped over another loses its own pin, and the
// page that was replaced stays pinned.

@@
symbol hpa, dirtmp, direction;
@@
 tce_iommu_build(...)
 {
 ...
 unsigned long hpa;
+unsigned long newhpa;
 <...
(
+newhpa = hpa;
 dirtmp = direction;
|
 if (dirtmp != DMA_NONE)
	tce_iommu_unuse_page(
-		hpa
+		newhpa
	);
)
 ...>
 }
