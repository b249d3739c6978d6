// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/vfio_iommu_spapr_tce.c
// Kind: race
// Needs: fixes
// Test: race.unmap.window_remove
// Reason: locking; a lock that is taken when the work begins and not when the look-up does
//
// VFIO_IOMMU_UNMAP_DMA looks for the table without the container's lock: when it has the lock the
// window may have been removed, and its table freed.

@@
@@
-	guard(mutex)(&container->lock);
 	ret = tce_iommu_create_default_window(container);
 	if (ret)
 		return ret;

 	num = tce_iommu_find_table(container, param.iova, &tbl);
 	if (num < 0)
 		return -ENXIO;
+	guard(mutex)(&container->lock);

 	if (param.size & ~IOMMU_PAGE_MASK(tbl))
 		return -EINVAL;

 	if (iommu_tce_clear_param_check(...))
 		return -EINVAL;
