// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/mm/book3s64/iommu_api.c
// Kind: deterministic
// Test: memory.unregister_mapped
// Reason: preregistered memory let go while it is mapped
//
// Memory that TCEs point to can be unregistered.

@@
symbol mem;
@@
 mm_iommu_put(...)
 {
 ...
-if (atomic64_cmpxchg(&mem->mapped, 1, 0) != 1) { ... }
+atomic64_set(&mem->mapped, 0);
 ...
 }
