// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/kvm/book3s_64_vio.c
// Kind: deterministic
// Needs: fixes
// Test: sequence.saved.last_tied_group_leaves sequence.saved.first_tied_group_leaves
// Reason: one of several groups is looked at
//
// Of the groups that are tied to a hardware table, the one that was tied last decides whether the
// table is still theirs: when it has left the container, the others lose the table, too.

@@
iterator name list_for_each_entry_rcu;
symbol tie, stit, tgl, next;
@@
 kvm_spapr_tce_is_member(...)
 {
 <...
 list_for_each_entry_rcu(tie, &stit->ties, next) {
 	...
 	list_for_each_entry_rcu(tgl, &stit->tbl->it_group_list, next)
 		if (...)
 			return true;
+	break;
 }
 ...>
 }
