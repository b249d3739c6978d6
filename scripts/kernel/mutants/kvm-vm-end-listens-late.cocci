// SPDX-License-Identifier: GPL-2.0-only
// Files: virt/kvm/kvm_main.c
// Kind: race
// Test: race.discard.kvm_vfio_close_last
// Reason: order; torn down before its users are told
//
// A VM that ends gives up what it has of the guest's page tables while it is still told of memory
// that is unmapped: who is told looks into what is gone.

@@
symbol kvm;
@@
 kvm_destroy_vm(struct kvm *kvm)
 {
 <...
-mmu_notifier_unregister(&kvm->mmu_notifier, kvm->mm);
 ...>
 }

@@
symbol kvm;
@@
 kvm_destroy_vm(struct kvm *kvm)
 {
 <...
 kvm_arch_destroy_vm(kvm);
+mmu_notifier_unregister(&kvm->mmu_notifier, kvm->mm);
 ...>
 }
