// SPDX-License-Identifier: GPL-2.0-only
// Files: virt/kvm/kvm_main.c
// Kind: deterministic
// Test: guest.slots
// Reason: return code and state; of two changes in one request one is made
//
// A memory slot that is moved keeps its flags, whatever the request says of them: it has no log of
// dirty pages that was asked for, or goes on to have one.

@@
identifier f = {__kvm_set_memory_region, kvm_set_memory_region};
symbol new, mem, old, change;
@@
 f(...)
 {
 <...
-new->flags = mem->flags;
+new->flags = change == KVM_MR_MOVE ? old->flags : mem->flags;
 ...>
 }
