// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/kvm/book3s_64_vio.c
// Kind: deterministic
// Needs: fixes
// Test: sequence.saved.second_window_alone
// Reason: one window of several is served
//
// Whether a tied group still has a hardware table is looked up in the first of the group's windows.
// A table that is the second window counts as lost from the beginning: the kernel serves none of
// the guest's hypercalls for it.

@@
iterator name list_for_each_entry_rcu;
symbol tie, stit, tgl, next;
@@
 kvm_spapr_tce_is_member(...)
 {
-struct iommu_table_group_link *tgl;
+struct iommu_table_group *table_group;
 ...
 list_for_each_entry_rcu(tie, &stit->ties, next) {
 	...
-	list_for_each_entry_rcu(tgl, &stit->tbl->it_group_list, next)
-		if (tgl->table_group == iommu_group_get_iommudata(tie->grp))
-			return true;
+	table_group = iommu_group_get_iommudata(tie->grp);
+	if (table_group && table_group->tables[0] == stit->tbl)
+		return true;
 }
 ...
 }
