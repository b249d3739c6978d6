// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/kvm/book3s_64_vio.c
// Kind: deterministic
// Test: table.liobn_twice table.limits
// Reason: accounting on an error path
//
// A table that is refused after its memory was counted does not give the count back.

@@
symbol ret;
@@
 kvm_vm_ioctl_create_spapr_tce(...)
 {
 <...
-account_locked_vm(..., false);
 ...>
 }
