// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/kvm/book3s_64_vio.c
// Kind: deterministic
// Needs: fixes
// Test: hcall.large_pages_partly
// Reason: missing error unwind
//
// H_PUT_TCE of a large page that fails half way leaves what it has mapped.

@@
symbol ret, entry, stit, stt, vcpu;
identifier unlock_exit;
@@
 kvmppc_h_put_tce(...)
 {
 <...
 if (ret != H_SUCCESS) {
-	kvmppc_tce_iommu_unmap(...);
 	goto unlock_exit;
 }
 ...>
 }
