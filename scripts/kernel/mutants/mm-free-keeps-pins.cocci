// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/mm/book3s64/iommu_api.c
// Kind: deterministic
// Test: memory.register attach.once
// Reason: missing put
//
// Memory that is unregistered stays pinned.

@@
symbol page;
@@
 mm_iommu_unpin(...)
 {
 <...
-unpin_user_page(page);
 ...>
 }
