// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/kvm/book3s_64_vio.c
// Kind: deterministic
// Test: hcall.put_indirect
// Reason: a check left out
//
// H_PUT_TCE_INDIRECT takes a list from any address.

@@
symbol tce_list;
@@
 kvmppc_h_put_tce_indirect(...)
 {
 ...
-if (tce_list & (SZ_4K - 1))
-	return H_PARAMETER;
 ...
 }
