// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/vfio_iommu_spapr_tce.c
// Kind: deterministic
// Test: window.map_partly
// Reason: state; an optimisation that forgets the border of two blocks
//
// MAP_DMA looks for registered memory once and takes the block that it has found for all pages of
// the request: a range that goes on in the next block is refused.

@@
symbol dirtmp, mem, container, tce, tbl, hpa, ret;
@@
 tce_iommu_build_v2(...)
 {
 ...
 enum dma_data_direction dirtmp;
+struct mm_iommu_table_group_mem_t *mem = NULL;
 <...
-struct mm_iommu_table_group_mem_t *mem = NULL;
 ...
-ret = tce_iommu_prereg_ua_to_hpa(container, tce, tbl->it_page_shift, &hpa, &mem);
+if (!mem)
+	ret = tce_iommu_prereg_ua_to_hpa(container, tce, tbl->it_page_shift, &hpa, &mem);
+else
+	ret = mm_iommu_ua_to_hpa(mem, tce, tbl->it_page_shift, &hpa) ? -EINVAL : 0;
 ...>
 }
