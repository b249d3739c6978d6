// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/kvm/book3s_64_vio.c
// Kind: deterministic
// Test: hcall.two_containers
// Reason: one table of several is served
//
// A list of TCEs goes to the hardware table that was tied last, and to no other: the device of the
// other group does not see what the guest has been told is mapped.

@@
symbol stit, stt, next, ret;
iterator name list_for_each_entry_lockless;
@@
 kvmppc_h_put_tce_indirect(...)
 {
 <...
 list_for_each_entry_lockless(stit, &stt->iommu_tables, next) {
 	...
 	if (ret != H_SUCCESS) { ... }
+	break;
 }
 ...>
 }
