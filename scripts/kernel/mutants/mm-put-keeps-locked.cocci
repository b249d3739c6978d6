// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/mm/book3s64/iommu_api.c
// Kind: deterministic
// Test: memory.memlock memory.register
// Reason: accounting
//
// Unregistered memory stays counted as locked.

@@
symbol unlock_entries, mem;
@@
 mm_iommu_put(...)
 {
 <...
-unlock_entries = mem->entries;
+unlock_entries = 0;
 ...>
 }
