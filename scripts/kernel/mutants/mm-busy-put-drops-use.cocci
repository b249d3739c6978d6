// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/mm/book3s64/iommu_api.c
// Kind: deterministic
// Needs: fixes
// Test: memory.unregister_mapped
// Reason: order; changed before it is checked
//
// Memory that cannot be unregistered because it is mapped loses its use all the same: nobody can
// unregister it afterwards, and it stays pinned.

@@
symbol mem;
@@
 mm_iommu_put(...)
 {
 <...
+mem->used = 0;
 if (atomic64_cmpxchg(&mem->mapped, 1, 0) != 1) { ... }
-mem->used = 0;
 ...>
 }
