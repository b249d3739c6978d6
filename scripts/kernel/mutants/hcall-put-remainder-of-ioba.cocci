// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/kvm/book3s_64_vio.c
// Kind: deterministic
// Test: hcall.offset
// Reason: wrong entry of a table that does not begin at 0
//
// What the guest puts goes to the right page of its table, and in that to the entry that the
// address on the bus has, not the distance from the window's start: where the two differ, H_GET_TCE
// reads another entry.

@@
symbol tbl, idx, stt, tce;
@@
 kvmppc_tce_put(...)
 {
 <...
 tbl[
-	idx
+	(idx + stt->offset)
	% TCES_PER_PAGE] = tce;
 ...>
 }
