// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/mm/book3s64/iommu_api.c
// Kind: deterministic
// Test: memory.two_containers
// Reason: refcount not dropped
//
// A container that lets go of memory which another one has registered, too, does not drop its count.

@@
symbol mem;
@@
 mm_iommu_put(...)
 {
 <...
- --mem->used;
 ...>
 }
