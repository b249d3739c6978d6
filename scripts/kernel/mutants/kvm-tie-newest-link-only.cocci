// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/kvm/book3s_64_vio.c
// Kind: deterministic
// Needs: fixes
// Test: sequence.saved.tie_ends_after_leaving
// Reason: isolation; a list is taken for the one entry that it mostly has
// Spatch: --no-includes
//
// Of the groups that a hardware table is for the one that was linked last only
// is looked at: when another one of the container's groups is tied, the table
// counts as lost for it. H_STUFF_TCE then succeeds, and what it was to clear
// stays in the hardware.

@@
iterator name list_for_each_entry_rcu;
@@
 kvm_spapr_tce_is_member(...)
 {
 <+...
-list_for_each_entry_rcu(tgl, &stit->tbl->it_group_list, next)
-	if (tgl->table_group == iommu_group_get_iommudata(tie->grp))
-		return true;
+tgl = list_first_or_null_rcu(&stit->tbl->it_group_list, struct iommu_table_group_link, next);
+if (tgl && tgl->table_group == iommu_group_get_iommudata(tie->grp))
+	return true;
 ...+>
 }
