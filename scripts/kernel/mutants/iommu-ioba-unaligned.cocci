// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/kernel/iommu.c
// Kind: deterministic
// Test: hcall.range
// Reason: wrong page-shift check
//
// An I/O address between two entries is taken for one.

@@
symbol ioba, mask;
@@
 iommu_tce_check_ioba(...)
 {
 ...
-if (ioba & mask)
-	return -EINVAL;
 ...
 }
