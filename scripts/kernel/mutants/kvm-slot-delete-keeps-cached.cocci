// SPDX-License-Identifier: GPL-2.0-only
// Files: virt/kvm/kvm_main.c
// Kind: deterministic
// Test: guest.slots
// Reason: pointer kept after release
//
// The slot that was looked up last is remembered, also when it is deleted and nothing takes its
// place: it is still found, and is freed memory.

@@
symbol old, new, slots;
@@
 kvm_replace_memslot(...)
 {
 <...
-if ((long)old == atomic_long_read(&slots->last_used_slot))
+if (new && (long)old == atomic_long_read(&slots->last_used_slot))
	atomic_long_set(&slots->last_used_slot, (long)new);
 ...>
 }
