// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/vfio_iommu_spapr_tce.c
// Kind: deterministic
// Test: dma.many_pages
// Reason: isolation; an off by one at the end of a range
//
// In a container of the first kind, a map goes one IOMMU page further than was asked for, and the
// device reaches memory that nobody has given it. Where there is no memory behind, it is refused.

@@
symbol i, pages;
statement S;
@@
 tce_iommu_build(...)
 {
 ...
 for (i = 0;
-	i < pages
+	i <= pages
 	; ++i) S
 ...
 }
