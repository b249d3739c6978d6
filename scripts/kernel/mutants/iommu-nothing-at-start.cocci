// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/kernel/iommu.c
// Kind: deterministic
// Test: hcall.stuff
// Reason: wrong bounds check; the last page of a range that may be empty
//
// Whether a range ends in the window is told by its last page: no pages at all have none, and where
// the window begins, the difference wraps around, and they are refused.

@@
symbol ioba, offset, size, npages;
@@
 iommu_tce_check_ioba(...)
 {
 <...
(
-ioba - offset > size - npages
+ioba - offset + npages - 1 >= size
|
-ioba - offset + npages > size
+ioba - offset + npages - 1 >= size
)
 ...>
 }
