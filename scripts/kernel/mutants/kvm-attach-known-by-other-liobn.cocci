// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/kvm/book3s_64_vio.c
// Kind: deterministic
// Test: hcall.two_tables_one_group
// Reason: wrong lookup; a list is taken for the one entry that it mostly has
//
// Whether a hardware table is tied already is looked up in the guest's table that was made last,
// not in the one that it is to be tied to: when the former is tied, another LIOBN for the same
// window only seems to be, and what the guest maps by that never gets to the hardware.

@@
symbol stit;
@@
 kvm_spapr_tce_attach_iommu_group(...)
 {
 ...
 struct kvmppc_spapr_tce_iommu_table *stit;
+struct kvmppc_spapr_tce_table *known;
 ...
 }

@@
iterator name list_for_each_entry_rcu;
symbol stit, stt, next, kvm;
statement S;
@@
 kvm_spapr_tce_attach_iommu_group(...)
 {
 <...
+known = list_first_entry(&kvm->arch.spapr_tce_tables, struct kvmppc_spapr_tce_table, list);
 rcu_read_lock();
 list_for_each_entry_rcu(stit,
-			&stt->iommu_tables,
+			&known->iommu_tables,
			next)
	S
 ...>
 }
