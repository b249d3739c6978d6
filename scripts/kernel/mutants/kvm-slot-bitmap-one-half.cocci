// SPDX-License-Identifier: GPL-2.0-only
// Files: virt/kvm/kvm_main.c
// Kind: deterministic
// Test: guest.slots
// Reason: wrong size; the half of it that only the reader of the log uses
//
// The bitmap of a slot's dirty pages is allocated once and not twice its size: KVM_GET_DIRTY_LOG
// copies it to the second half, and writes over what is behind it.

@@
symbol dirty_bytes;
@@
 kvm_alloc_dirty_bitmap(...)
 {
 <...
 __vcalloc(
-	2
+	1
	, dirty_bytes, ...)
 ...>
 }
