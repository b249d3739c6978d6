// SPDX-License-Identifier: GPL-2.0-only
// Files: virt/kvm/kvm_main.c
// Kind: deterministic
// Test: guest.no_fd_left
// Reason: missing put on an error path
//
// A vCPU that found no number for its file keeps the VM.

@@
symbol kvm, vcpu;
@@
 kvm_vm_ioctl_create_vcpu(...)
 {
 <...
-kvm_put_kvm_no_destroy(kvm);
 xa_release(&kvm->vcpu_array, vcpu->vcpu_idx);
 ...>
 }
