// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/mm/book3s64/iommu_api.c
// Kind: deterministic
// Test: hcall.large_pages_partly hcall.iommu_pages
// Reason: wrong bounds check
//
// A page that begins in registered memory counts as registered, wherever it ends.

@@
symbol ua, size, mem;
@@
 mm_iommu_lookup(...)
 {
 <...
-(ua + size <= mem->ua + (mem->entries << PAGE_SHIFT))
+(ua < mem->ua + (mem->entries << PAGE_SHIFT))
 ...>
 }
