// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/vfio_iommu_spapr_tce.c
// Kind: deterministic
// Test: dma.many_pages
// Reason: wrong index
//
// In a container of the first kind, all pages of a map are written to the range's first entry, one
// over the other: the last one stays there, and the rest of the range reaches nothing.

@@
symbol container, tbl, entry, i;
@@
 tce_iommu_build(...)
 {
 <...
 iommu_tce_xchg_no_kill(container->mm, tbl,
	entry
-	+ i
 	, ...)
 ...>
 }
