// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/mm/book3s64/iommu_api.c
// Kind: deterministic
// Test: memory.register
// Reason: accounting; a key compared in part
//
// Memory that is registered a second time is looked up by its address alone: a container that
// registers more than another one of its process has from there on is told that all is
// registered, where it should be refused.

@@
identifier mem, ua, entries;
@@
 mm_iommu_get(struct mm_struct *mm, unsigned long ua, unsigned long entries)
 {
 <...
-if ((mem->ua == ua) && (mem->entries == entries))
+if (mem->ua == ua)
 {
 ...
 }
 ...>
 }
