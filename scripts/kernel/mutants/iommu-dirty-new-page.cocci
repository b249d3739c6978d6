// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/kernel/iommu.c
// Kind: deterministic
// Test: memory.dirty
// Reason: dirty bit lost; of the two that are exchanged the other one
//
// When the TCE of a page that the device could write goes, the page that takes its place is marked
// dirty, and not the one that goes: what the device wrote there can be lost.

@@
symbol ret, size, hpa;
identifier xchg;
expression tbl;
@@
 iommu_tce_xchg_no_kill(...)
 {
+	const unsigned long newhpa = *hpa;
 	long ret;
 	unsigned long size = 0;

 	ret = tbl->it_ops->xchg(...);
 	if (...)
 		SetPageDirty(pfn_to_page(
-			*hpa
+			newhpa
			>> PAGE_SHIFT));
 	...
 }
