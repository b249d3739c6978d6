// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/kvm/book3s_64_vio.c
// Kind: deterministic
// Test: table.limits
// Reason: missing put on an error path
//
// A table that is refused keeps the VM.

@@
symbol kvm;
@@
 kvm_vm_ioctl_create_spapr_tce(...)
 {
 <...
-kvm_put_kvm_no_destroy(kvm);
+cond_resched();
 ...>
 }
