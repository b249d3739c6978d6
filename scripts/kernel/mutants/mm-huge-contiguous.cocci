// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/mm/book3s64/iommu_api.c
// Kind: deterministic
// Test: dma.huge_pages
// Reason: isolation; a short cut for what is one huge page, taken for more of them
//
// Registered memory that is made of huge pages is taken for one piece of physical memory, which
// begins with the first of them. What is mapped of a later one lets the device reach whatever
// lies behind the first.

@@
symbol mem, va, ua, hpa, entry;
@@
 mm_iommu_ua_to_hpa(...)
 {
 ...
+if (mem->pageshift > PAGE_SHIFT) {
+	*hpa = mem->hpas[0] + (ua - mem->ua);
+	return 0;
+}
+
 va = &mem->hpas[entry];
 ...
 }
