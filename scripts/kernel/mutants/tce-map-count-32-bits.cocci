// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/vfio_iommu_spapr_tce.c
// Kind: deterministic
// Test: window.map_past_end
// Reason: check; a number in too few bits
//
// How many pages MAP_DMA is to map is kept in 32 bits: a size of 16 TiB and one page (of 4K), which
// goes past the end of the window, maps that one page and is said to have worked.

@@
symbol tbl, param, direction;
@@
 tce_iommu_ioctl(...)
 {
 <...
 enum dma_data_direction direction;
+u32 pages;
 ...
 if ((param.size & ~IOMMU_PAGE_MASK(tbl)) || (param.vaddr & ~IOMMU_PAGE_MASK(tbl)))
	return -EINVAL;
+pages = param.size >> tbl->it_page_shift;
 ...>
 }

@@
identifier f = {tce_iommu_build, tce_iommu_build_v2};
expression E1, E2;
symbol tbl, param, container, direction;
@@
 tce_iommu_ioctl(...)
 {
 <...
 f(container, tbl, E1, E2,
-	param.size >> tbl->it_page_shift
+	pages
	, direction)
 ...>
 }

@@
expression E1, E2, E3;
symbol tbl, param;
@@
 tce_iommu_ioctl(...)
 {
 <...
 iommu_tce_check_ioba(E1, E2, E3, param.iova,
-	param.size >> tbl->it_page_shift
+	pages
	)
 ...>
 }
