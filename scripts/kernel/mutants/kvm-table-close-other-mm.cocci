// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/kvm/book3s_64_vio.c
// Kind: deterministic
// Test: table.closed_elsewhere
// Reason: wrong mm
//
// A table's locked memory is given back to who closes it, not to whose VM it is.

@@
symbol kvm;
@@
 kvm_spapr_tce_release(...)
 {
 <...
-account_locked_vm(kvm->mm,
+account_locked_vm(current->mm,
 ...);
 ...>
 }
