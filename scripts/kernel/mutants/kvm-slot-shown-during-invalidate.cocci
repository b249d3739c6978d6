// SPDX-License-Identifier: GPL-2.0-only
// Files: virt/kvm/kvm_main.c
// Kind: race
// Test: race.discard.slot_delete
// Reason: order; shown before those that use the old are through
//
// New memory slots are in use before KVM has waited for who had begun to unmap memory of the old
// ones: the end of that is not counted where its beginning was.

@@
symbol kvm, slots, as_id;
@@
 kvm_swap_active_memslots(struct kvm *kvm, int as_id)
 {
 ...
 spin_lock(&kvm->mn_invalidate_lock);
+rcu_assign_pointer(kvm->memslots[as_id], slots);
 prepare_to_rcuwait(&kvm->mn_memslots_update_rcuwait);
 ...
-rcu_assign_pointer(kvm->memslots[as_id], slots);
 spin_unlock(&kvm->mn_invalidate_lock);
 ...
 }
