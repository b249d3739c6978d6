// SPDX-License-Identifier: GPL-2.0-only
// Files: virt/kvm/kvm_main.c
// Kind: deterministic
// Test: guest.slots
// Reason: wrong size
//
// KVM_SET_USER_MEMORY_REGION reads as much as its successor does, whose struct is longer: when the
// caller's struct ends where its memory does, it gets EFAULT.

@@
symbol size;
@@
 kvm_vm_ioctl(...)
 {
 <...
-size = sizeof(struct kvm_userspace_memory_region);
+size = sizeof(struct kvm_userspace_memory_region2);
 ...>
 }
