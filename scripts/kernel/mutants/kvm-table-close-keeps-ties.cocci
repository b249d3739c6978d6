// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/kvm/book3s_64_vio.c
// Kind: deterministic
// Test: teardown.objects
// Needs: fixes
// Reason: a clean-up that is needed in one order of closing only
//
// A table that is closed while groups are tied to it leaves behind what describes each tie.

@@
iterator name list_for_each_entry_safe;
identifier head, stit, tie, tmp;
@@
 kvm_spapr_tce_iommu_table_free(struct rcu_head *head)
 {
 ...
-struct kvmppc_spapr_tce_tie *tie;
-struct kvmppc_spapr_tce_tie *tmp;
-list_for_each_entry_safe(tie, tmp, &stit->ties, next)
-	kfree(tie);
 iommu_tce_table_put(stit->tbl);
 ...
 }
