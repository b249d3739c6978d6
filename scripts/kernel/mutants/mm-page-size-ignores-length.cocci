// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/mm/book3s64/iommu_api.c
// Kind: deterministic
// Test: dma.huge_pages
// Reason: isolation; of two conditions one is checked
//
// Where a registered block begins alone decides how large its IOMMU pages may be at most, and no
// longer how long it is: a block that ends within a huge page is good for IOMMU pages that reach
// beyond its end.

@@
symbol ua, entries, mem;
@@
 mm_iommu_do_alloc(...)
 {
 <...
 mem->pageshift = __ffs(
-	ua | (entries << PAGE_SHIFT)
+	ua
	);
 ...>
 }
