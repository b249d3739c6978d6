// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/kvm/book3s_64_vio.c
// Kind: deterministic
// Needs: fixes
// Test: steps.attach_twice
// Reason: a check left out
//
// A group that is tied to the same table a second time is tied twice, and GROUP_DEL unties it once.

@@
symbol stit, grp, tbl, tie;
@@
 kvm_spapr_tce_attach_iommu_group(...)
 {
 <...
-if (kvm_spapr_tce_find_tie(stit, grp)) {
-	rcu_read_unlock();
-	iommu_tce_table_put(tbl);
-	kfree(tie);
-	return 0;
-}
 ...>
 }
