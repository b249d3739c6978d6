// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/vfio_iommu_spapr_tce.c
// Kind: deterministic
// Needs: fixes
// Test: window.map_past_end
// Reason: wrong bounds check; one window of several is looked at
//
// Where a window ends is told by the size of the first one when something is mapped: in a second
// window that is smaller a mapping may go past the end, and in a larger one what is further up
// cannot be mapped.

@@
symbol container, tbl, param, iova;
@@
 tce_iommu_ioctl(...)
 {
 <+...
 iommu_tce_check_ioba(tbl->it_page_shift, tbl->it_offset,
-	tbl->it_size
+	container->tables[0] ? container->tables[0]->it_size : tbl->it_size
	, param.iova, ...)
 ...+>
 }
