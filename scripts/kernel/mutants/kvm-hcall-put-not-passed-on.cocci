// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/kvm/book3s_hv.c
// Kind: deterministic
// Test: hcall.unknown_liobn hcall.v1_bounces
// Reason: dispatch; what the kernel cannot do is no longer passed on to user space
//
@@
symbol ret, vcpu;
@@
 kvmppc_pseries_do_hcall(...)
 {
 <...
 ret = kvmppc_h_put_tce(...);
-if (ret == H_TOO_HARD)
-	return RESUME_HOST;
 ...>
 }
