// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/mm/book3s64/iommu_api.c
// Kind: race
// Test: race.register_elsewhere.unregister
// Reason: locking; a lock held for the look-up alone, where it keeps what was found
//
// A block that is found registered gets its further user when the list's lock is no longer held. If
// the only other container unregisters it in between, the new one has it in name only: it is on no
// list, nothing can be mapped from it, and its memory is freed.

@@
symbol mem, ret, mem_list_mutex;
@@
 mm_iommu_get(...)
 {
 <...
-	++mem->used;
 ...>
 mutex_unlock(&mem_list_mutex);
+if (ret)
+	++ret->used;
 ...
 }
