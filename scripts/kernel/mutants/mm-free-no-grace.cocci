// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/mm/book3s64/iommu_api.c
// Kind: race
// Test: race.h_put.unregister race.h_put_indirect.unregister
// Reason: no grace period between unlinking and freeing
//
// Registered memory is freed at once when it is unlinked, while a hypercall may look at it.

@@
symbol mem;
@@
 mm_iommu_release(...)
 {
 ...
-call_rcu(&mem->rcu, mm_iommu_free);
+mm_iommu_free(&mem->rcu);
 }
