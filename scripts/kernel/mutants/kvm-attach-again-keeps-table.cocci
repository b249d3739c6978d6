// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/kvm/book3s_64_vio.c
// Kind: deterministic
// Needs: fixes
// Test: steps.attach_twice
// Reason: a lost put on the path where there is nothing to do
//
// SET_SPAPR_TCE of a group that is tied to the table already takes a reference to the hardware's table that nobody puts.

@@
symbol stit, grp, tbl, tie;
@@
 kvm_spapr_tce_attach_iommu_group(...)
 {
 <...
 if (kvm_spapr_tce_find_tie(stit, grp)) {
 	rcu_read_unlock();
-	iommu_tce_table_put(tbl);
 	kfree(tie);
 	return 0;
 }
 ...>
 }
