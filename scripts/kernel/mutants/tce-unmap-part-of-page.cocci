// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/vfio_iommu_spapr_tce.c
// Kind: deterministic
// Test: sequence.saved.part_of_an_iommu_page
// Reason: return codes; pages of the host taken for those of the IOMMU
//
// VFIO_IOMMU_UNMAP_DMA of less than a page of the IOMMU's succeeds and unmaps nothing, of more
// than one
// leaves the last part mapped.

@@
struct vfio_iommu_type1_dma_unmap param;
@@
 tce_iommu_ioctl(...)
 {
 <...
-if (param.size & ~IOMMU_PAGE_MASK(tbl))
+if (param.size & ~PAGE_MASK)
 	return -EINVAL;
 ...>
 }
