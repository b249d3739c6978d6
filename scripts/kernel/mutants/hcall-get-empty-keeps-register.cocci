// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/kvm/book3s_64_vio.c
// Kind: deterministic
// Test: hcall.get hcall.readback
// Reason: a result left out
//
// H_GET_TCE of an entry whose page was never written succeeds and leaves the guest's register as it
// is: the guest reads its own LIOBN as the TCE.

@@
symbol page, vcpu;
@@
 kvmppc_h_get_tce(...)
 {
 <...
 if (!page) {
-	kvmppc_set_gpr(vcpu, 4, 0);
 	return H_SUCCESS;
 }
 ...>
 }
