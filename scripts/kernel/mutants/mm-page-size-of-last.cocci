// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/mm/book3s64/iommu_api.c
// Kind: deterministic
// Test: sequence.saved.small_pages_then_huge_ones
// Reason: isolation; a minimum over all pages that became one of each page and the block
// Spatch: --no-includes
//
// Which IOMMU pages a block of registered memory is good for is decided by its last page alone: in
// a block of small pages
// that ends in a huge one, the guest maps large IOMMU pages over the small ones, and reaches what
// lies behind these.

@@
symbol mem, i, entries, page, pageshift;
@@
 mm_iommu_do_alloc(...)
 {
 <...
+const unsigned int maxshift = mem->pageshift;
+
 for (i = 0; i < entries; ++i) {
 	...
-	if ((mem->pageshift > PAGE_SHIFT) && PageHuge(page))
+	if ((maxshift > PAGE_SHIFT) && PageHuge(page))
 		pageshift = page_shift(compound_head(page));
-	mem->pageshift = min(mem->pageshift, pageshift);
+	mem->pageshift = min(maxshift, pageshift);
 	...
 }
 ...>
 }
