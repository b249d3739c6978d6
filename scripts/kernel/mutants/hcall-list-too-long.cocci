// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/kvm/book3s_64_vio.c
// Kind: deterministic
// Test: hcall.put_indirect
// Reason: wrong bounds check; d3695aa4f452 ("KVM: PPC: Add support for multiple-TCE hcalls") has
// Reason: 512
//
// H_PUT_TCE_INDIRECT takes lists that are longer than the page they are in.

@@
symbol npages;
@@
 kvmppc_h_put_tce_indirect(...)
 {
 <...
-npages > 512
+npages > 4096
 ...>
 }
