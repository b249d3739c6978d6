// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/mm/book3s64/iommu_api.c
// Kind: deterministic
// Test: memory.register_hole memory.register
// Reason: missing put on an error path
//
// Memory that cannot be registered as a whole stays pinned in part.

@@
symbol mem, pinned;
@@
 mm_iommu_do_alloc(...)
 {
 <...
-unpin_user_pages(mem->hpages, pinned);
 ...>
 }
