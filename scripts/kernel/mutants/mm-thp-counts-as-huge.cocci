// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/mm/book3s64/iommu_api.c
// Kind: deterministic
// Needs: fixes
// Test: sequence.saved.huge_pages_then_small_ones
// Reason: isolation; any compound page is taken for one that the user has asked for
//
// Registered memory that happens to be made of transparent huge pages passes for hugetlb: it can be
// mapped with large IOMMU pages, which is to be refused, as nobody has promised that it stays so.

@@
symbol page;
@@
 mm_iommu_do_alloc(...)
 {
 <...
-PageHuge(page)
+PageCompound(page)
 ...>
 }
