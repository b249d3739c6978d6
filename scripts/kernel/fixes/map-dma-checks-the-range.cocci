// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/vfio_iommu_spapr_tce.c
//
// VFIO_IOMMU_MAP_DMA checks one page of its range only, so that it maps past the end of the window;
// both it and VFIO_IOMMU_UNMAP_DMA return the truth value of a check, 1, which user space takes for
// success. With tce-range-past-end, iommu_tce_check_ioba() looks at the whole range.

@@
identifier ret, tbl, param;
@@
(
-ret = iommu_tce_put_param_check(tbl, param.iova, param.vaddr);
-if (ret)
-	return ret;
+if (iommu_tce_check_ioba(tbl->it_page_shift, tbl->it_offset, tbl->it_size, param.iova,
+			 param.size >> tbl->it_page_shift) ||
+    iommu_tce_check_gpa(tbl->it_page_shift, param.vaddr))
+	return -EINVAL;
|
-ret = iommu_tce_clear_param_check(tbl, param.iova, 0, param.size >> tbl->it_page_shift);
-if (ret)
-	return ret;
+if (iommu_tce_clear_param_check(tbl, param.iova, 0, param.size >> tbl->it_page_shift))
+	return -EINVAL;
)
