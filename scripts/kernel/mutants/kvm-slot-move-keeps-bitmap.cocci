// SPDX-License-Identifier: GPL-2.0-only
// Files: virt/kvm/kvm_main.c
// Kind: deterministic
// Test: teardown.objects_of_vm
// Reason: lifetime; a change that does two things at once is taken for one of them
// Spatch: --no-includes
//
// A memory slot that is moved, and whose log of dirty pages is switched off by
// the same call, leaves the log's bitmap behind.

@@
@@
 kvm_commit_memory_region(...)
 {
 <+...
-if (old->dirty_bitmap && !new->dirty_bitmap)
+if (change == KVM_MR_FLAGS_ONLY && old->dirty_bitmap && !new->dirty_bitmap)
 	kvm_destroy_dirty_bitmap(old);
 ...+>
 }
