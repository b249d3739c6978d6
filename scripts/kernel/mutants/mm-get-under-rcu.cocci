// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/mm/book3s64/iommu_api.c
// Kind: race
// Test: race.register_elsewhere.unregister
// Reason: locking; RCU taken for enough, as nothing is added to the list
//
// A container that registers what another one of its process has registered looks for the block, and takes
// it, under RCU. The other one may be about to unregister it, and has looked at the count already: the
// block is freed, and the container keeps it. Or two take it at once, and it counts for one.

@@
@@
 mm_iommu_get(...)
 {
 ...
-mutex_lock(&mem_list_mutex);
+rcu_read_lock();
 ... when any
-mutex_unlock(&mem_list_mutex);
+rcu_read_unlock();
 ...
 }
