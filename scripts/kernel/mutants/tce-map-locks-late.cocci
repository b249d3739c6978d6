// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/vfio_iommu_spapr_tce.c
// Kind: race
// Needs: fixes
// Test: race.map.window_remove race.map.map
// Reason: locking; a lock that is taken when the work begins and not when the look-up does
//
// VFIO_IOMMU_MAP_DMA makes the default window and looks for the table without the container's
// lock: two first calls make two windows in one place, and a table may be removed before it is
// written.

@ begun @
@@
-	guard(mutex)(&container->lock);
 	ret = tce_iommu_create_default_window(container);
 	if (ret)
 		return ret;

 	num = tce_iommu_find_table(container, param.iova, &tbl);
 	if (num < 0)
 		return -ENXIO;

 	if ((param.size & ~IOMMU_PAGE_MASK(tbl)) ||
 			(param.vaddr & ~IOMMU_PAGE_MASK(tbl)))
 		return -EINVAL;

@ depends on begun @
@@
+	guard(mutex)(&container->lock);
 	if (container->v2)
 		ret = tce_iommu_build_v2(...);
 	else
 		ret = tce_iommu_build(...);
