// SPDX-License-Identifier: GPL-2.0-only
// Files: virt/kvm/kvm_main.c
// Kind: deterministic
// Test: attach.once guest.vm_gone steps.prefixes
// Reason: missing put
//
// The close of a KVM device does not put the VM.

@@
symbol kvm;
@@
 kvm_device_release(...)
 {
 ...
-kvm_put_kvm(kvm);
 ...
 }
