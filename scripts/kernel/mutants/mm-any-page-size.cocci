// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/mm/book3s64/iommu_api.c
// Kind: deterministic
// Test: hcall.small_pages hcall.iommu_pages
// Reason: wrong page shift
//
// An IOMMU page may be larger than the pages of the memory behind it: the device reaches what
// lies behind them.

@@
symbol pageshift, mem;
@@
 mm_iommu_ua_to_hpa(...)
 {
 ...
-if (pageshift > mem->pageshift)
-	return -EFAULT;
 ...
 }
