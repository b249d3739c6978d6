// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/vfio_iommu_spapr_tce.c
// Kind: deterministic
// Test: hcall.levels
// Reason: wrong size; that of one level is taken for that of the table
//
// When a window goes whose table has levels, only as many of its entries are cleared as one level
// has. Memory that is mapped further up counts as mapped when there is no window any more.

@@
symbol container, tbl;
@@
 tce_iommu_remove_window(...)
 {
 <...
 tce_iommu_clear(container, tbl, tbl->it_offset,
-	tbl->it_size
+	tbl->it_indirect_levels ? tbl->it_level_size : tbl->it_size
 	);
 ...>
 }
