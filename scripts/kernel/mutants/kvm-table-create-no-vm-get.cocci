// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/kvm/book3s_64_vio.c
// Kind: deterministic
// Test: guest.vm_gone teardown.mmap attach.once
// Reason: missing get
//
// A table does not take the VM that its close puts: the VM is freed while others hold it.

@@
symbol kvm;
@@
 kvm_vm_ioctl_create_spapr_tce(...)
 {
 <...
-kvm_get_kvm(kvm);
 ...>
 }
