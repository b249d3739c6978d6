// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/kvm/book3s_64_vio.c
// Kind: deterministic
// Test: hcall.two_containers
// Reason: one table of several is served
//
// H_PUT_TCE sets the first hardware table that the guest's is tied to, and not the others.

@@
symbol stit, stt, next, ret;
iterator name list_for_each_entry_lockless;
@@
 kvmppc_h_put_tce(...)
 {
 ...
 list_for_each_entry_lockless(stit, &stt->iommu_tables, next) {
 	...
 	if (ret != H_SUCCESS) { ... }
+	break;
 }
 ...
 }
