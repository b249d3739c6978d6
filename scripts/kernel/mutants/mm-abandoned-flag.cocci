// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/mm/book3s64/iommu_api.c
// Kind: deterministic
// Needs: fixes
// Test: sequence.saved.two_blocks_go_one_by_one
// Reason: lifetime, accounting; a counter that is used as a flag, and reset by whoever has found something
// Spatch: --no-includes
//
// Of several abandoned blocks that are unmapped one after the other the first is freed. Nobody
// looks for the others any
// more: they stay pinned and locked.

@@
symbol mm, unlock_entries, mm_iommu_nr_abandoned, mem_list_mutex;
iterator name list_for_each_entry_safe;
expression list E;
@@
 mm_iommu_free_abandoned(...)
 {
 ...
 list_for_each_entry_safe(E) {
 	...
-	atomic_dec(&mm_iommu_nr_abandoned);
 	...
 }
+if (unlock_entries)
+	atomic_set(&mm_iommu_nr_abandoned, 0);
 mutex_unlock(&mem_list_mutex);
 ...
 }
