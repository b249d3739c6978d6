// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/vfio_iommu_spapr_tce.c
// Kind: deterministic
// Needs: fixes
// Test: window.map_past_end
// Reason: wrong bounds check; one page of several is looked at
//
// VFIO_IOMMU_UNMAP_DMA looks whether the first page is in the window: a size that goes past the end
// is not refused, and what lies behind the table is taken for entries and cleared.

@@
symbol tbl, param, iova, size;
@@
 tce_iommu_ioctl(...)
 {
 <...
 iommu_tce_clear_param_check(tbl, param.iova, 0,
-	param.size >> tbl->it_page_shift
+	1
 )
 ...>
 }
