// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/vfio_iommu_spapr_tce.c
//
// MAP_DMA counts a use of the registered memory, and then the hardware's table may have no memory for
// the level that it wants. tce_iommu_unuse_page_v2() is not what takes the count back: it looks up the
// address that stands in the entry, where the new one is not yet.
//
// Take back the count of what was counted.

@@
identifier mem;
symbol ret, container, tbl, entry, i;
@@
 static long tce_iommu_build_v2(...)
 {
 <...
 struct mm_iommu_table_group_mem_t *mem = NULL;
 ...
 ret = iommu_tce_xchg_no_kill(...);
 if (ret) {
-	/* dirtmp cannot be DMA_NONE here */
-	tce_iommu_unuse_page_v2(container, tbl, entry + i);
+	mm_iommu_mapped_dec(mem);
 	...
 }
 ...>
 }
