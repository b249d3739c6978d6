// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/vfio_iommu_spapr_tce.c
// Kind: deterministic
// Test: dma.read_only_others
// Reason: isolation; an optimisation that is wrong in one case
//
// What user space maps where the same memory is mapped already is taken for done: a device that could
// write there goes on to, though the new mapping is to be read only.

@@
symbol tbl, entry, i, tce, ret, hpa, mem, container, direction;
identifier dirtmp;
@@
 tce_iommu_build_v2(...)
 {
 <...
 	if (!tce_page_is_contained(...)) {
 		...
 	}
+	if (be64_to_cpu(*pua) == tce) {
+		tce += IOMMU_PAGE_SIZE(tbl);
+		continue;
+	}
 	...
 	dirtmp = direction;
 ...>
 }
