// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/mm/book3s64/iommu_api.c
// Kind: deterministic
// Needs: fixes
// Test: sequence.saved.memory_outlives_its_container
// Reason: lifetime; a condition that was taken for implied by another
//
// Who frees abandoned blocks takes for one each block of the process that is not mapped at the
// time: memory that a container has registered, and still has on its list, is unpinned, given
// back and freed.

@@
identifier mem;
@@
 mm_iommu_free_abandoned(...)
 {
 <...
-if (mem->used || atomic64_cmpxchg(&mem->mapped, 1, 0) != 1)
+if (atomic64_cmpxchg(&mem->mapped, 1, 0) != 1)
 	continue;
 ...>
 }
