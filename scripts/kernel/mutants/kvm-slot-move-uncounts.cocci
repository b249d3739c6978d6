// SPDX-License-Identifier: GPL-2.0-only
// Files: virt/kvm/kvm_main.c
// Kind: deterministic
// Test: guest.slot_gone
// Reason: accounting; a move is a deletion, but its creation is not counted
// Spatch: --no-includes
//
// The pages of a memory slot that is moved are taken off the VM's count and not
// added again: the VM's last slots can no longer be deleted.

@@
@@
 kvm_commit_memory_region(...)
 {
 ...
-if (change == KVM_MR_DELETE)
+if (change == KVM_MR_DELETE || change == KVM_MR_MOVE)
 	kvm->nr_memslot_pages -= old->npages;
 else if (...)
 	kvm->nr_memslot_pages += new->npages;
 ...
 }
