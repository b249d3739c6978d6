// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/kvm/book3s_64_vio.c
// Kind: race
// Test: race.group_del.h_put race.group_del.h_stuff race.group_del.h_put_indirect
// Test: held.h_put_indirect.group_del
// Reason: no grace period between unlinking and freeing; readers walk the list without a lock
//
// The tie between the guest's table and the hardware's is freed at once when it is unlinked,
// while a hypercall may stand on it.

@@
symbol stit;
@@
 kvm_spapr_tce_liobn_put(...)
 {
 ...
(
-call_rcu(&stit->rcu, kvm_spapr_tce_iommu_table_free);
|
-call_srcu(..., &stit->rcu, kvm_spapr_tce_iommu_table_free);
)
+kvm_spapr_tce_iommu_table_free(&stit->rcu);
 }
