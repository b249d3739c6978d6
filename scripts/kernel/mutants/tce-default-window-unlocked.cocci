// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/vfio_iommu_spapr_tce.c
// Kind: race
// Needs: fixes
// Test: race.map_first.map_first
// Reason: locking; a lock that is taken for the look-up, and not for what may come before it
//
// The first VFIO_IOMMU_MAP_DMA makes the default window without the container's lock: two threads
// that both come first make one each, and the later one does not begin where it should.

@@
symbol container, mutex, num, param, iova, ret, tbl;
@@
-	guard(mutex)(&container->lock);
 	ret = tce_iommu_create_default_window(container);
 	if (ret)
 		return ret;

+	guard(mutex)(&container->lock);
 	num = tce_iommu_find_table(container, param.iova, &tbl);
 	if (num < 0)
 		return -ENXIO;

 	if ((param.size & ~IOMMU_PAGE_MASK(tbl)) ||
 			(param.vaddr & ~IOMMU_PAGE_MASK(tbl)))
 		return -EINVAL;
