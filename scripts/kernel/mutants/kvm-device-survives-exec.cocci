// SPDX-License-Identifier: GPL-2.0-only
// Files: virt/kvm/kvm_main.c
// Kind: deterministic
// Test: holding.exec
// Reason: lifetime; a descriptor that nobody closes
//
// The descriptor of a KVM device goes on to the program that the process executes, and with it the VM.

@@
@@
 kvm_ioctl_create_device(...)
 {
 ...
-O_RDWR | O_CLOEXEC
+O_RDWR
 ...
 }
