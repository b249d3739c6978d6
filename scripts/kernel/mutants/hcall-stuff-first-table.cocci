// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/kvm/book3s_64_vio.c
// Kind: deterministic
// Test: hcall.two_containers
// Reason: one table of several is served
//
// H_STUFF_TCE clears the first hardware table that the guest's is tied to, and not the others.

@@
symbol stit, stt, next, ret, npages, entry, i;
iterator name list_for_each_entry_lockless;
@@
 kvmppc_h_stuff_tce(...)
 {
 ...
 list_for_each_entry_lockless(stit, &stt->iommu_tables, next) {
 	...
 	for (i = 0; i < npages; ++i) { ... }
+	break;
 }
 ...
 }
