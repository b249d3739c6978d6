// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/kvm/book3s_64_vio.c
// Kind: deterministic
// Needs: fixes
// Test: hcall.tied_again
// Reason: wrong lookup; a list is taken for the one entry that it mostly has
//
// Whether a group is tied already is asked of the hardware table that came to the guest's table
// last, not of the one that the group is to be tied to. The group is tied to that one a second
// time, or is taken for tied when it is not.

@@
symbol stit, stt, grp;
@@
 kvm_spapr_tce_attach_iommu_group(...)
 {
 <...
 if (kvm_spapr_tce_find_tie(
-	stit
+	list_first_entry(&stt->iommu_tables, struct kvmppc_spapr_tce_iommu_table, next)
	, grp)) { ... }
 ...>
 }
