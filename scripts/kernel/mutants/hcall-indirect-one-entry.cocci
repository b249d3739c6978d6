// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/kvm/book3s_64_vio.c
// Kind: deterministic
// Test: hcall.put_indirect hcall.readback
// Reason: wrong index
//
// H_PUT_TCE_INDIRECT writes all of its list to the first entry of the table that the guest reads.

@@
symbol stt, entry, i, tce;
@@
 kvmppc_h_put_tce_indirect(...)
 {
 <...
-kvmppc_tce_put(stt, entry + i, tce);
+kvmppc_tce_put(stt, entry, tce);
 ...>
 }
