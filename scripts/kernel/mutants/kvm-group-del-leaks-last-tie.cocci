// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/kvm/book3s_64_vio.c
// Kind: deterministic
// Needs: fixes
// Test: teardown.objects
// Reason: lifetime; left to somebody who does not find it any more
// Spatch: --no-includes
//
// What describes the tie of a group is left to the hardware table's entry when
// it is the last one there. As it is off the list by then, it is not found, and
// never freed.

@@
@@
 kvm_spapr_tce_release_iommu_group(...)
 {
 <+...
 list_del_rcu(&tie->next);
-kfree_rcu(tie, rcu);
-kref_put(&stit->kref, kvm_spapr_tce_liobn_put);
+if (!kref_put(&stit->kref, kvm_spapr_tce_liobn_put))
+	kfree_rcu(tie, rcu);
 ...+>
 }
