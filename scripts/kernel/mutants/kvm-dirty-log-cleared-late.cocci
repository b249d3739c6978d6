// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/kvm/book3s_hv.c
// Kind: deterministic
// Test: guest.logged
// Reason: wrong order; a buffer is cleared when it has something in it already
//
// The buffer for a log of dirty pages is cleared after the guest's page tables were searched, not
// before: what the guest has written to is in no log.

@@
symbol buf, n, r, p, memslot, out;
@@
 kvm_vm_ioctl_get_dirty_log_hv(...)
 {
 ...
-memset(buf, 0, n);
 ...
 if (r)
	goto out;
+memset(buf, 0, n);
 ...
 p = memslot->dirty_bitmap;
 ...
 }
