// SPDX-License-Identifier: GPL-2.0-only
// Files: virt/kvm/kvm_main.c
// Kind: deterministic
// Test: guest.slot_gone
// Reason: a clean-up that went one too far (the same slots are in both sets, but only the second one's call frees them)
//
// A VM that ends does not free the memory slots that it still has, and what belongs to them.

@@
symbol kvm, i;
@@
 kvm_destroy_vm(...)
 {
 <...
-kvm_free_memslots(kvm, &kvm->__memslots[i][1]);
 ...>
 }
