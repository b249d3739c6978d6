// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/kvm/book3s_64_vio.c
// Kind: deterministic
// Test: table.limits
// Reason: wrong bounds check; of where something begins, not of where it ends
//
// A TCE table may begin at any address of the bus and end beyond the last one: an address of its
// second part is the same, once it is shifted, as one at the beginning of the bus.

@@
symbol args;
@@
 kvm_vm_ioctl_create_spapr_tce(...)
 {
 <+...
-args->offset + args->size > (ULLONG_MAX >> args->page_shift)
+args->offset > (ULLONG_MAX >> args->page_shift)
 ...+>
 }
