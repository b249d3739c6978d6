// SPDX-License-Identifier: GPL-2.0-only
// Files: virt/kvm/kvm_main.c
// Kind: race
// Test: held.h_put_indirect.slot_delete
// Reason: lifetime; an optimisation that takes the thread of the request for the vCPU's
//
// A VM with one vCPU does not wait for that to have done with the memory slots that there were
// before: a hypercall
// goes on in a slot that is freed, or in a tree that is being changed.

@@
identifier kvm;
@@
 kvm_swap_active_memslots(struct kvm *kvm, ...)
 {
 ...
-synchronize_srcu_expedited(&kvm->srcu);
+/* One vCPU alone is not in the guest while its thread is here */
+if (atomic_read(&kvm->online_vcpus) > 1) {
+	synchronize_srcu_expedited(&kvm->srcu);
+}
 ...
 }
