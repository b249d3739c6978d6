// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/kvm/book3s_64_vio.c
// Kind: deterministic
// Needs: fixes
// Test: sequence.saved.tied_again_after_rejoining
// Reason: leaving a loop too early
//
// GROUP_DEL unties the group from the last hardware table that it was tied to, and not from an older
// one that its container had before.

@@
iterator name list_for_each_entry_safe;
symbol stit, tmp, stt, next, kvm_spapr_tce_liobn_put;
@@
 kvm_spapr_tce_release_iommu_group(...)
 {
 <...
 list_for_each_entry_safe(stit, tmp, &stt->iommu_tables, next) {
 	...
 	kref_put(&stit->kref, kvm_spapr_tce_liobn_put);
+	break;
 }
 ...>
 }
