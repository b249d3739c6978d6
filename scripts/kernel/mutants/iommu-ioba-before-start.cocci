// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/kernel/iommu.c
// Kind: deterministic
// Test: hcall.range
// Reason: wrong bounds check
//
// An I/O address in front of the window is taken for one in it.

@@
symbol ioba, offset;
@@
 iommu_tce_check_ioba(...)
 {
 ...
-if (ioba < offset)
-	return -EINVAL;
 ...
 }
