// SPDX-License-Identifier: GPL-2.0-only
// Files: virt/kvm/kvm_main.c
// Kind: deterministic
// Test: steps.prefixes teardown.orders attach.once
// Reason: missing get
//
// A KVM device does not take the VM that its close puts.

@@
symbol kvm;
@@
 kvm_ioctl_create_device(...)
 {
 <...
-kvm_get_kvm(kvm);
 ...>
 }
