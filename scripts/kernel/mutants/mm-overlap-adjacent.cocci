// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/mm/book3s64/iommu_api.c
// Kind: deterministic
// Test: memory.register
// Reason: return code; off by one at the end of a half-open range
//
// Memory that ends just where a registered block begins is taken for overlapping with it, and
// refused. The other way round, behind a registered block, it is taken.

@@
identifier mem2;
expression end, E;
@@
 mm_iommu_do_alloc(...)
 {
 <...
-if ((mem2->ua < end) && E)
+if ((mem2->ua <= end) && E)
 {
 ...
 }
 ...>
 }
