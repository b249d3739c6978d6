// SPDX-License-Identifier: GPL-2.0-only
// Files: virt/kvm/kvm_main.c
// Kind: race
// Test: race.vcpu_add.vcpu_add
// Reason: locking; a number read before the lock
//
// KVM_CREATE_VCPU looks before it takes the lock how many vCPUs there are, for the index of the new
// one: of two that are made at the same time one takes the other's place, and nobody finds, or
// frees, the other any more.

@@
symbol vcpu, kvm, id;
@@
 kvm_vm_ioctl_create_vcpu(...)
 {
 <...
+vcpu->vcpu_idx = atomic_read(&kvm->online_vcpus);
 mutex_lock(&kvm->lock);
 ... when != mutex_lock(&kvm->lock)
 if (kvm_get_vcpu_by_id(kvm, id)) { ... }
-vcpu->vcpu_idx = atomic_read(&kvm->online_vcpus);
 ...>
 }
