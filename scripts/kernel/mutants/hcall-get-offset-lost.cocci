// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/kvm/book3s_64_vio.c
// Kind: deterministic
// Test: hcall.offset
// Reason: wrong entry of a table that does not begin at 0
//
// H_GET_TCE finds the page of the table by the distance from the window's start, and the entry in
// that page by the address on the bus: where the two differ the guest gets another entry.

@@
symbol vcpu, tbl, idx, ioba, stt;
@@
 kvmppc_h_get_tce(...)
 {
 <...
 kvmppc_set_gpr(vcpu, 4, tbl[
-	idx
+	(ioba >> stt->page_shift)
	% TCES_PER_PAGE]);
 ...>
 }
