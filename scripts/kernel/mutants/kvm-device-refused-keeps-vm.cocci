// SPDX-License-Identifier: GPL-2.0-only
// Files: virt/kvm/kvm_main.c
// Kind: deterministic
// Test: attach.no_fd_left
// Reason: missing put on an error path
//
// A KVM device that found no number for its file keeps the VM.

@@
symbol kvm;
@@
 kvm_ioctl_create_device(...)
 {
 <...
-kvm_put_kvm_no_destroy(kvm);
 ...>
 }
