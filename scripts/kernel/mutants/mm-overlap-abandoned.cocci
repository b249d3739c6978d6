// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/mm/book3s64/iommu_api.c
// Kind: deterministic
// Test: sequence.saved.memory_outlives_its_container
// Reason: accounting, lifetime; a check narrowed: what nobody has registered any more shall not stand in the way of who registers it
// Spatch: --no-includes
//
// A block may be registered over one that its container has abandoned and that is still mapped.
// Who unmaps that finds the
// new block instead: the old one counts as mapped for ever, and stays pinned and locked.

@@
symbol mem2, ua, entries;
@@
 mm_iommu_do_alloc(...)
 {
 <...
+if (!mem2->used)
+	continue;
 if ((mem2->ua < (ua + (entries << PAGE_SHIFT))) && ...) { ... }
 ...>
 }
