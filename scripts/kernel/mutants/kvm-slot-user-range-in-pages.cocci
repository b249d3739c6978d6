// SPDX-License-Identifier: GPL-2.0-only
// Files: virt/kvm/kvm_main.c
// Kind: deterministic
// Test: guest.slots
// Reason: wrong bounds check; a unit mixed up: pages and bytes
//
// Whether a memory slot's memory lies within what user space may have is found out with its size in
// pages taken for bytes: a slot that begins there and runs over the end is accepted.

@@
symbol mem, userspace_addr, memory_size;
expression addr;
@@
 __kvm_set_memory_region(...)
 {
 <...
 access_ok(addr,
-	mem->memory_size
+	mem->memory_size >> PAGE_SHIFT
	)
 ...>
 }
