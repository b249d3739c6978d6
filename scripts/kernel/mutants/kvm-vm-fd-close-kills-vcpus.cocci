// SPDX-License-Identifier: GPL-2.0-only
// Files: virt/kvm/kvm_main.c
// Kind: deterministic
// Test: guest.vm_gone
// Reason: lifetime tied to one fd of several: who holds the others still is forgotten
//
// When the VM's own fd is closed the VM is taken for dead. Its vCPUs and devices, whose fds are open
// and which keep it, say EIO from then on.

@@
@@
 kvm_vm_release(...)
 {
 ...
+kvm->vm_dead = true;
 kvm_put_kvm(kvm);
 ...
 }
