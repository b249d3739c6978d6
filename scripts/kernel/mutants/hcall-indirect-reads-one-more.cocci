// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/kvm/book3s_64_vio.c
// Kind: deterministic
// Test: hcall.put_indirect
// Reason: bounds; off by one
//
// A list is looked at to one TCE behind its end: what stands there by chance makes the kernel leave
// a good list to user space.

@@
symbol i, npages, tces, tce, ret, stt, unlock_exit;
statement unread;
@@
 kvmppc_h_put_tce_indirect(...)
 {
 <...
-for (i = 0; i < npages; ++i)
+for (i = 0; i <= npages; ++i)
 {
 	if (get_user(tce, tces + i))
 		unread
 	tce = be64_to_cpu(tce);
 	ret = kvmppc_tce_validate(stt, tce);
 	if (ret != H_SUCCESS)
 		goto unlock_exit;
 }
 ...>
 }
