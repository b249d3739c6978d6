// SPDX-License-Identifier: GPL-2.0-only
// Files: virt/kvm/kvm_main.c
// Kind: deterministic
// Test: teardown.objects_slot
// Reason: leak; the data that the new slot takes over, and the slot that it does not, were mixed up
//
// A memory slot that is moved, or whose flags are changed, is made anew, and the former one is never
// freed.

@@
symbol old;
@@
 kvm_commit_memory_region(...)
 {
 <...
-	kfree(old);
 ...>
 }
