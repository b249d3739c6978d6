// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/kvm/book3s_64_vio.c
// Kind: deterministic
// Test: hcall.stuff
// Reason: isolation; a value for debugging is thought to be for the guest's table alone
//
// H_STUFF_TCE of a value that is not 0, which is no mapping either, changes the guest's table and
// leaves the hardware's as it is: the device goes on to reach what was mapped there before.

@@
iterator name list_for_each_entry_lockless;
symbol stit, tce_value, i, npages, next;
@@
 kvmppc_h_stuff_tce(...)
 {
 <...
 list_for_each_entry_lockless(stit, ..., next) {
 	...
+	if (tce_value)
+		continue;
 	for (i = 0; i < npages; ++i) { ... }
 }
 ...>
 }
