// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/kvm/book3s_64_vio.c
// Kind: deterministic
// Test: teardown.objects
// Reason: lifetime; leaving a loop too early
//
// A guest's table that is closed lets go of the latest hardware table that it was tied to, and of no
// other one: that of a window that its container has removed since is never freed.

@@
iterator name list_for_each_entry_safe;
symbol stit, tmp, stt, next, kvm_spapr_tce_liobn_put;
@@
 kvm_spapr_tce_release(...)
 {
 <...
 list_for_each_entry_safe(stit, tmp, &stt->iommu_tables, next) {
 	WARN_ON(!kref_read(&stit->kref));
 	while (1) {
 		if (kref_put(&stit->kref, kvm_spapr_tce_liobn_put))
 			break;
 	}
+	break;
 }
 ...>
 }
