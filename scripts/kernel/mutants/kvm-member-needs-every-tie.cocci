// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/kvm/book3s_64_vio.c
// Kind: deterministic
// Needs: fixes
// Test: sequence.saved.first_tied_group_leaves
// Reason: check; all are asked for where one is enough
//
// A hardware table that several groups are tied to counts as theirs only as long as every one of
// them is in the container. When one leaves, the guest's hypercalls no longer reach the table for
// those that stay.

@@
iterator name list_for_each_entry_rcu;
symbol tie, stit, tgl, next, tied;
@@
 kvm_spapr_tce_is_member(...)
 {
 ...
-bool tied = false;
+unsigned int ties = 0, members = 0;
 ...
 list_for_each_entry_rcu(tie, &stit->ties, next) {
-	tied = true;
+	ties++;
 	list_for_each_entry_rcu(tgl, &stit->tbl->it_group_list, next)
-		if (tgl->table_group == iommu_group_get_iommudata(tie->grp))
-			return true;
+		if (tgl->table_group == iommu_group_get_iommudata(tie->grp)) {
+			members++;
+			break;
+		}
 }
-return !tied;
+return members == ties;
 }
