// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/kvm/book3s_hv.c
// Kind: deterministic
// Test: hcall.stuff guest.hypercalls_in_kernel
// Reason: dispatch; value and count in each other's register
//
@@
symbol ret, vcpu;
expression a, b;
@@
 kvmppc_pseries_do_hcall(...)
 {
 <...
-ret = kvmppc_h_stuff_tce(vcpu, a, b, kvmppc_get_gpr(vcpu, 6), kvmppc_get_gpr(vcpu, 7));
+ret = kvmppc_h_stuff_tce(vcpu, a, b, kvmppc_get_gpr(vcpu, 7), kvmppc_get_gpr(vcpu, 6));
 ...>
 }
