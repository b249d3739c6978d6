// SPDX-License-Identifier: GPL-2.0-only
// Files: virt/kvm/kvm_main.c
// Kind: deterministic
// Test: attach.no_fd_left
// Reason: wrong list handling on an error path
//
// A KVM device that found no number for its file is freed, and stays on the VM's list.

@@
symbol dev, ops, kvm;
@@
 kvm_ioctl_create_device(...)
 {
 <...
-list_del_rcu(&dev->vm_node);
 ...>
 }
