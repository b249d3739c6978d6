// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/kvm/book3s_64_vio.c
// Kind: deterministic
// Test: hcall.put_indirect
// Reason: wrong index; a number in too few bits
//
// Which entry of its list H_PUT_TCE_INDIRECT is at is kept in a byte when the list is put: from the
// 257th on the entries get what the list begins with.

@@
typedef u8;
symbol i, npages, tces, tce, ret, stt;
identifier unlock_exit;
statement unread, unread_again;
@@
 kvmppc_h_put_tce_indirect(...)
 {
 <...
 for (i = 0; i < npages; ++i) {
 	if (get_user(tce, tces + i))
 		unread
 	tce = be64_to_cpu(tce);
 	ret = kvmppc_tce_validate(stt, tce);
 	if (ret != H_SUCCESS)
 		goto unlock_exit;
 }
 for (i = 0; i < npages; ++i) {
 	if (get_user(tce, tces +
-		i
+		(u8)i
		))
 		unread_again
 	...
 }
 ...>
 }
