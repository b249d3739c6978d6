// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/kvm/book3s_hv.c
// Kind: deterministic
// Test: guest.logged
// Reason: dirty bits too many; what is fetched is not taken away
//
// A page that was dirty when it was unmapped from the guest is in its log, and in each log after
// that, though nobody has written to it since.

@@
symbol buf, p, i;
@@
 kvm_vm_ioctl_get_dirty_log_hv(...)
 {
 <...
 buf[i] |=
-	xchg(&p[i], 0)
+	p[i]
 ;
 ...>
 }
