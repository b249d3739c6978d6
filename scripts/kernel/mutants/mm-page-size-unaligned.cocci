// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/mm/book3s64/iommu_api.c
// Kind: deterministic
// Test: sequence.saved.huge_pages_registered_askew
// Reason: isolation; a check that was simplified: that the pages behind a block are huge was taken to mean that the block begins with one
//
// The largest IOMMU page of a registered block is that of its length and of the pages behind it;
// that the block begins at an address which is not a multiple of it does not count.

@@
@@
 mm_iommu_do_alloc(...)
 {
 <...
-mem->pageshift = __ffs(ua | (entries << PAGE_SHIFT));
+mem->pageshift = __ffs(entries << PAGE_SHIFT);
 ...>
 }
