// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/vfio_iommu_spapr_tce.c
// Kind: deterministic
// Test: window.many_pages
// Reason: accounting; a number of pages in too few bits
//
// Of the number of pages that are to be unmapped the lower half is looked at: a window of 2^32
// pages, or of a multiple of them, is removed with its TCEs in it, and what they point to stays
// in use for ever.

@@
identifier container, tbl, entry, pages;
@@
 tce_iommu_clear(struct tce_container *container, struct iommu_table *tbl, unsigned long entry,
-	unsigned long
+	unsigned int
 	pages)
 { ... }
