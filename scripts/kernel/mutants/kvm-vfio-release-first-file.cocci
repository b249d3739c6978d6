// SPDX-License-Identifier: GPL-2.0-only
// Files: virt/kvm/vfio.c
// Kind: deterministic
// Test: holding.two_released
// Reason: one file of several is served
//
// The close of the KVM-VFIO device lets go of the first group and forgets the others.

@@
iterator name list_for_each_entry_safe;
symbol kvf, tmp, kv;
@@
 kvm_vfio_release(...)
 {
 <...
 list_for_each_entry_safe(kvf, tmp, &kv->file_list, node) {
 	...
+	break;
 }
 ...>
 }
