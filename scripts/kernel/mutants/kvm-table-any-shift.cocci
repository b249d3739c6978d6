// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/kvm/book3s_64_vio.c
// Kind: deterministic
// Test: table.limits
// Reason: a bounds check left out
//
// A table may have pages of less than 4 KiB.

@@
symbol args;
@@
 kvm_vm_ioctl_create_spapr_tce(...)
 {
 <...
-args->page_shift < 12
+args->page_shift < 2
 ...>
 }
