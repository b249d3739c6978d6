// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/mm/book3s64/iommu_api.c
// Kind: deterministic
// Needs: fixes
// Test: sequence.saved.two_blocks_outlive_their_container
// Reason: accounting; a sum that is none
//
// Of several abandoned blocks that are freed at once the locked memory of one only is given back.

@@
symbol unlock_entries, mem;
@@
 mm_iommu_free_abandoned(...)
 {
 <+...
-unlock_entries += mem->entries
+unlock_entries = mem->entries
 ...+>
 }
