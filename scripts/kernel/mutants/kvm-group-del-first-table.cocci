// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/kvm/book3s_64_vio.c
// Kind: deterministic
// Test: hcall.two_tables_one_group
// Reason: one table of several is served
//
// GROUP_DEL unties the group from the first of the guest's tables and not from the others.

@@
iterator name list_for_each_entry_rcu;
symbol stt, kvm;
@@
 kvm_spapr_tce_release_iommu_group(...)
 {
 <...
 list_for_each_entry_rcu(stt, &kvm->arch.spapr_tce_tables, list, ...) {
 	...
+	break;
 }
 ...>
 }
