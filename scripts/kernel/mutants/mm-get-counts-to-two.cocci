// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/mm/book3s64/iommu_api.c
// Kind: deterministic
// Test: memory.two_containers
// Reason: reference count; shared or not is all that is counted
//
// Of the containers that have registered the same memory no more than two are counted. When there
// are three, the memory goes with the second that lets go of it, under the third.

@@
symbol mem;
@@
 mm_iommu_get(...)
 {
 <...
-	++mem->used;
+	if (mem->used < 2)
+		++mem->used;
 ...>
 }
