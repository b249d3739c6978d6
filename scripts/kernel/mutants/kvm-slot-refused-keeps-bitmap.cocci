// SPDX-License-Identifier: GPL-2.0-only
// Files: virt/kvm/kvm_main.c
// Kind: deterministic
// Test: guest.slot_refused
// Reason: a wrong error path (a check for NULL the wrong way round)
//
// A new memory slot with a log of dirty pages that is refused because it is too large leaves the log's bitmap behind.

@@
symbol r, new, old;
@@
 kvm_prepare_memory_region(...)
 {
 <...
 if (r && new && new->dirty_bitmap &&
-    (!old || !old->dirty_bitmap)
+    (old && !old->dirty_bitmap)
    )
 	kvm_destroy_dirty_bitmap(new);
 ...>
 }
