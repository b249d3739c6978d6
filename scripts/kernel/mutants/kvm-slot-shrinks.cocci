// SPDX-License-Identifier: GPL-2.0-only
// Files: virt/kvm/kvm_main.c
// Kind: deterministic
// Test: guest.slots
// Reason: return code and state; a check too weak: what grows was looked for, not what changes
//
// A memory slot that exists may be set once more with a smaller size. KVM answers that all is well
// where it had to refuse, and leaves the slot as large as it was when nothing else changes.

@@
identifier f = {__kvm_set_memory_region, kvm_set_memory_region};
symbol npages, old;
@@
 f(...)
 {
 <...
-npages != old->npages
+npages > old->npages
 ...>
 }
