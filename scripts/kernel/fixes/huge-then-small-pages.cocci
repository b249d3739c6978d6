// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/mm/book3s64/iommu_api.c
//
// The size of page that registered memory is good for is the smallest of its pages' sizes. A page
// that is not huge has the size of the last huge one before it: with huge pages first and ordinary ones
// behind, all of it passes for huge. H_PUT_TCE of an ordinary page into a window of 2 MiB pages
// then meets a BUG_ON() of pnv_tce_xchg(), or, where the page happens to be aligned, gives the device
// the memory of others that follows it.

@@
identifier mem, pageshift, i, entries, page;
@@
 static long mm_iommu_do_alloc(...)
 {
 <...
-pageshift = PAGE_SHIFT;
 for (i = 0; i < entries; ++i) {
 	struct page *page = mem->hpages[i];
+
+	pageshift = PAGE_SHIFT;
 	...
 }
 ...>
 }
