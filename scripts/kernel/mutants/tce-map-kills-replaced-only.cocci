// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/vfio_iommu_spapr_tce.c
// Kind: deterministic
// Test: hcall.forgotten
// Reason: the hardware's TCE cache is not told; an optimisation
//
// What user space maps where nothing was mapped before the hardware is not told of: it may have
// the empty TCE in its cache, and the device does not reach the page.

@@
symbol hpa, dirtmp, DMA_NONE, replaced, ret;
expression list es, ks;
@@
 tce_iommu_build_v2(...)
 {
 <+...
(
 	unsigned long hpa;
+	bool replaced = false;
|
-	if (dirtmp != DMA_NONE)
-		tce_iommu_unuse_page_v2(es);
+	if (dirtmp != DMA_NONE) {
+		replaced = true;
+		tce_iommu_unuse_page_v2(es);
+	}
|
-	iommu_tce_kill(ks);
+	if (replaced)
+		iommu_tce_kill(ks);
)
 ...+>
 }
