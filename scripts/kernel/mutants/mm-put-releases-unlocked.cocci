// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/mm/book3s64/iommu_api.c
// Kind: race
// Test: race.register_elsewhere.unregister
// Reason: lifetime; a lock that is dropped a bit too early: nobody can map the block any more, but it is on the list
// Spatch: --no-includes
//
// A block whose last user lets go is taken off the list when the list is unlocked already. Another
// container of the process
// that registers the same memory meanwhile takes the block for an abandoned one, and keeps what is
// about to be freed.

@@
symbol mem, mm, false, unlock_entries, mem_list_mutex;
@@
 mm_iommu_put(...)
 {
 ...
+mutex_unlock(&mem_list_mutex);
+
 mm_iommu_release(mem);
+account_locked_vm(mm, unlock_entries, false);
+
+return 0;
 ...
 mutex_unlock(&mem_list_mutex);
-account_locked_vm(mm, unlock_entries, false);
 ...
 }
