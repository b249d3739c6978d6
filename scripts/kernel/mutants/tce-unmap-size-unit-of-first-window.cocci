// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/vfio_iommu_spapr_tce.c
// Kind: deterministic
// Test: window.map_unaligned
// Reason: wrong unit; that of one of two windows holds for both
//
// Whether an unmap is for whole IOMMU pages is asked of the first window, whichever one it is for:
// where the second one's pages are larger, a part of a page is no error, and is not unmapped.

@@
symbol container, tbl, param, size, num, tables;
@@
 tce_iommu_ioctl(...)
 {
 <...
 struct vfio_iommu_type1_dma_unmap param;
 ...
 if (param.size & ~IOMMU_PAGE_MASK(
-	tbl
+	container->tables[0] ? container->tables[0] : tbl
	))
 	return -EINVAL;
 ...>
 }
