// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/kvm/book3s_64_vio.c
// Kind: deterministic
// Test: guest.vm_gone teardown.mmap
// Reason: missing put
//
// The close of a table does not put the VM that its creation took.

@@
@@
 kvm_spapr_tce_release(...)
 {
 <...
-kvm_put_kvm(...);
 ...>
 }
