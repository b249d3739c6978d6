// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/kvm/book3s_64_vio.c
// Kind: deterministic
// Needs: fixes
// Test: hcall.large_pages_partly
// Reason: undo; wrong variable
//
// When one TCE of a list for H_PUT_TCE_INDIRECT cannot be mapped as a whole, the first of the list
// is unmapped in its stead, and what is mapped of it stays.

@@
symbol ret, entry, i, stit, stt, vcpu;
identifier unlock_exit;
@@
 kvmppc_h_put_tce_indirect(...)
 {
 <...
 if (ret != H_SUCCESS) {
	kvmppc_tce_iommu_unmap(vcpu->kvm, stt, stit->tbl,
-		entry + i
+		entry
		);
	goto unlock_exit;
 }
 ...>
 }
