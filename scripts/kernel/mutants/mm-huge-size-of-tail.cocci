// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/mm/book3s64/iommu_api.c
// Kind: deterministic
// Test: dma.huge_pages
// Reason: a wrong answer; a page of a compound page is taken for its head
//
// How large a huge page is is asked of each of its pages, where only the first one knows:
// registered memory made of huge pages counts as made of small ones, and large IOMMU pages cannot
// be mapped from it.

@@
symbol pageshift, page;
@@
 mm_iommu_do_alloc(...)
 {
 <...
 pageshift = page_shift(
-	compound_head(page)
+	page
 );
 ...>
 }
