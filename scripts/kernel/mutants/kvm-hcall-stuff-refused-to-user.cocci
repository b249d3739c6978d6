// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/kvm/book3s_hv.c
// Kind: deterministic
// Test: hcall.range
// Reason: dispatch; every refusal is taken for one that user space may lift
//
// An H_STUFF_TCE that the kernel refuses, because there is something wrong with it, is passed on to
// user space, where the guest should have got the answer at once.

@@
symbol ret, vcpu;
@@
 kvmppc_pseries_do_hcall(...)
 {
 <...
 ret = kvmppc_h_stuff_tce(...);
 if (
-	ret == H_TOO_HARD
+	ret != H_SUCCESS
	)
	return RESUME_HOST;
 ...>
 }
