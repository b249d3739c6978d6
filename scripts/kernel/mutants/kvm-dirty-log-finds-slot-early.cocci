// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/kvm/book3s_hv.c
// Kind: race
// Test: race.dirty_log.log_end
// Reason: locking; a look-up before the lock
//
// KVM_GET_DIRTY_LOG looks for the slot before it takes the lock that keeps slots as they are: who
// ends the slot's log meanwhile frees the slot and its bitmap, which are then read and written.

@@
symbol slots, memslot, kvm, log;
@@
 kvm_vm_ioctl_get_dirty_log_hv(...)
 {
 ...
+	slots = kvm_memslots(kvm);
+	memslot = log->slot < KVM_USER_MEM_SLOTS ? id_to_memslot(slots, log->slot) : NULL;
 	mutex_lock(&kvm->slots_lock);
 ...
-	slots = kvm_memslots(kvm);
-	memslot = id_to_memslot(slots, log->slot);
 ...
 }
