// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/kvm/book3s_64_vio.c
// Kind: deterministic
// Test: table.memlock attach.once
// Reason: accounting; the close of a table does not give back its locked memory
//
@@
@@
 kvm_spapr_tce_release(...)
 {
 ...
-account_locked_vm(...);
 ...
 }
