// SPDX-License-Identifier: GPL-2.0-only
// Files: virt/kvm/kvm_main.c
// Kind: deterministic
// Test: guest.slot_gone
// Reason: isolation; a call that was lost when invalidation was made a function of its own
//
// A memory slot is deleted, or moved, and what the guest has touched of it stays mapped for the
// guest: it goes on to read and write
// there, also when the host has unmapped the memory and given it to somebody else, as no slot
// leads to it any more.

@@
identifier kvm, old;
@@
 kvm_invalidate_memslot(struct kvm *kvm, struct kvm_memory_slot *old, ...)
 {
 ...
-kvm_arch_flush_shadow_memslot(kvm, old);
 kvm_arch_guest_memory_reclaimed(kvm);
 ...
 }
