// SPDX-License-Identifier: GPL-2.0-only
// Files: virt/kvm/kvm_main.c
// Kind: race
// Test: race.log_end.slot_delete
// Reason: a lock dropped in the midst, so that it is not held over an allocation
//
// Who changes a memory slot lets go of the lock while memory for the new one is allocated, with the
// old one found already: if that is deleted meanwhile, what is freed is taken for the slot.

@@
symbol kvm, new;
@@
 __kvm_set_memory_region(...)
 {
 <...
+mutex_unlock(&kvm->slots_lock);
 new = kzalloc(...);
+mutex_lock(&kvm->slots_lock);
 ...>
 }
