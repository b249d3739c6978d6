// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/kvm/book3s_hv.c
// Kind: deterministic
// Test: guest.logged
// Reason: dirty bits too many; a unit mixed up: words and bytes
//
// Of the buffer for a log of dirty pages the first eighth only is cleared. What the last log said
// of the pages further up is said again, each time, though nobody writes to them any more.

@@
symbol buf, n;
@@
 kvm_vm_ioctl_get_dirty_log_hv(...)
 {
 <...
 memset(buf, 0,
-	n
+	n / sizeof(long)
	);
 ...>
 }
