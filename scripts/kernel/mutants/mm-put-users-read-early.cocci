// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/mm/book3s64/iommu_api.c
// Kind: race
// Needs: fixes
// Test: race.unregister.unregister_elsewhere
// Reason: locking; what a decision is based on is read before the lock is taken
//
// How many containers have registered a block is read before the list's lock is taken: of two that
// unregister it at once each takes the other one for the last. The block stays, pinned and counted
// as locked memory, and nobody has it.

@@
symbol mem, used, unlock_entries, mem_list_mutex;
@@
 mm_iommu_put(...)
 {
 ...
 unsigned long unlock_entries = 0;
+unsigned long users = READ_ONCE(mem->used);
 mutex_lock(&mem_list_mutex);
 ...
-if (mem->used > 1)
+if (users > 1)
 {
	...
 }
 ...
 }
