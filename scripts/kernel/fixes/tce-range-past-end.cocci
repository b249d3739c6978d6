// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/kernel/iommu.c
// Unless: ioba [+] npages < ioba
//
// iommu_tce_check_ioba() looks at the first page only: H_STUFF_TCE, H_PUT_TCE_INDIRECT and
// VFIO_IOMMU_UNMAP_DMA run past the end of the table. Look at all of them, without a sum that wraps.

@@
identifier offset, size, ioba, npages;
@@
 int iommu_tce_check_ioba(unsigned long page_shift, unsigned long offset, unsigned long size,
			  unsigned long ioba, unsigned long npages)
 {
 ...
-if ((ioba + 1) > (offset + size))
+if (npages > size || ioba - offset > size - npages)
 	return -EINVAL;
 ...
 }
