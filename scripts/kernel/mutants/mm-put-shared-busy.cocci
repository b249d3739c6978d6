// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/mm/book3s64/iommu_api.c
// Kind: deterministic
// Needs: fixes
// Test: memory.two_containers
// Reason: return code; a check that is meant for the last user
//
// Memory that two containers have registered cannot be unregistered by either of them while it is
// mapped, although the other one keeps it.

@@
symbol mem;
@@
 mm_iommu_put(...)
 {
 <...
 if (
-	mem->used > 1
+	mem->used > 1 && atomic64_read(&mem->mapped) == 1
    ) { ... }
 ...>
 }
