// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/vfio_iommu_spapr_tce.c
// Kind: deterministic
// Test: dma.huge_pages
// Reason: wrong address; a part of a compound page is taken for its first one
//
// In a container of type v1 whatever is mapped of a huge page is its first 4 KiB: the device
// reaches other memory of the same process than it was given.

@@
symbol page, hpa;
@@
 tce_iommu_use_page(...)
 {
 ...
 *hpa = __pa((unsigned long)page_address(
-	page
+	compound_head(page)
 ));
 ...
 }
