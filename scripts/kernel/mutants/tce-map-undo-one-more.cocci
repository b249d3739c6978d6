// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/vfio_iommu_spapr_tce.c
// Kind: deterministic
// Test: sequence.saved.mapped_in_part
// Reason: undo; an off by one
//
// A map that fails half way takes away what was mapped before at the page that failed, which it had
// not touched.

@@
symbol container, tbl, entry, i;
@@
 tce_iommu_build_v2(...)
 {
 <+...
 	tce_iommu_clear(container, tbl, entry,
-	i
+	i + 1
 	);
 ...+>
 }
