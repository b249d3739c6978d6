// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/mm/book3s64/iommu_api.c
// Kind: deterministic
// Test: dma.huge_pages
// Reason: isolation; the head of a compound page is taken for the page itself
//
// Every page of registered memory that lies in a huge page gets the physical address at which the
// huge page begins. Through small IOMMU pages a device then reaches the huge page's start, wherever
// in it the mapping was to lead.

@@
symbol page, mem, i;
@@
 mm_iommu_do_alloc(...)
 {
 <...
+if (PageHuge(page))
+	page = compound_head(page);
 mem->hpas[i] = page_to_pfn(page) << PAGE_SHIFT;
 ...>
 }
