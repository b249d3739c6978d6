// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/mm/book3s64/iommu_api.c
// Kind: deterministic
// Needs: fixes
// Test: sequence.saved.two_blocks_outlive_their_container
// Reason: lifetime, accounting; a loop that stops early: whoever unmaps one page ends one block at most, but not all who call this unmap one page
//
// Of several abandoned blocks whose last mappings go at once one is freed. The others stay pinned
// and locked until something else is unmapped, or for ever.

@@
@@
 mm_iommu_free_abandoned(...)
 {
 <...
 mm_iommu_release(mem);
+break;
 ...>
 }
