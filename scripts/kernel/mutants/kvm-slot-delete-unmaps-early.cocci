// SPDX-License-Identifier: GPL-2.0-only
// Files: virt/kvm/kvm_main.c
// Kind: race
// Test: race.slot_delete.store
// Reason: order; what can come back is taken away before its way back is closed
//
// The memory of a slot that is deleted, or moved, is unmapped from the guest before the slot is
// marked as invalid: a vCPU that touches it in between maps it again, and goes on to reach it when
// no slot leads there any more.

@@
symbol kvm, old;
@@
 kvm_invalidate_memslot(...)
 {
 ...
+kvm_arch_flush_shadow_memslot(kvm, old);
 kvm_swap_active_memslots(kvm, old->as_id);
-kvm_arch_flush_shadow_memslot(kvm, old);
 ...
 }
