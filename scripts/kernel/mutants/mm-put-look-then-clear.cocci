// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/mm/book3s64/iommu_api.c
// Kind: race
// Needs: fixes
// Test: race.h_put_stay.unregister
// Reason: isolation; time of check, time of use: the lock of the list does not keep off those who map
// Spatch: --no-includes
//
// Memory is unregistered in two steps: a look whether it is mapped, and the mark that it cannot be
// any more. What a
// hypercall maps in between is not counted: the memory is freed, and the device goes on to reach it.

@@
symbol mem, unlock_exit, ret;
@@
 mm_iommu_put(...)
 {
 ...
-if (atomic64_cmpxchg(&mem->mapped, 1, 0) != 1) {
+if (atomic64_read(&mem->mapped) > 1) {
 	ret = -EBUSY;
 	goto unlock_exit;
 }
+atomic64_set(&mem->mapped, 0);
 mem->used = 0;
 ...
 }
