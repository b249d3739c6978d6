// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/kernel/iommu.c
// Kind: deterministic
// Test: hcall.put hcall.large_pages
// Reason: wrong page-shift check
//
// A page of the guest that is not aligned to the IOMMU's is taken.

@@
symbol gpa, mask;
@@
 iommu_tce_check_gpa(...)
 {
 ...
-if (gpa & mask)
-	return -EINVAL;
 ...
 }
