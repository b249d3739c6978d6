// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/mm/book3s64/iommu_api.c
// Kind: deterministic
// Test: dma.huge_pages
// Reason: wrong unit
//
// How far a registered block goes is reckoned by its largest IOMMU pages, and not by the host's
// pages that it is counted in: a block in huge pages seems to be far longer than it is, and what
// lies behind it cannot be registered.

@@
symbol mem2, entries, pageshift;
@@
 mm_iommu_do_alloc(...)
 {
 <...
 mem2->entries <<
-	PAGE_SHIFT
+	mem2->pageshift
 ...>
 }
