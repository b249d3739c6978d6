// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/kernel/iommu.c
// Kind: deterministic
// Test: hcall.range hcall.get
// Reason: wrong bounds check
//
// The page behind the window is taken for one in it.

@@
symbol ioba, offset, size, npages;
@@
 iommu_tce_check_ioba(...)
 {
 <...
(
-(ioba + 1) > (offset + size)
+ioba > (offset + size)
|
-ioba - offset > size - npages
+ioba - offset > size - npages + 1
|
-ioba - offset + npages > size
+ioba - offset + npages > size + 1
)
 ...>
 }
