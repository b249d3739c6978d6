// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/kvm/book3s_64_vio.c
// Kind: deterministic
// Test: hcall.v1_unmap
// Reason: missing error unwind
//
// What the kernel cannot unmap for the guest, because nobody registered it, it clears all the same.

@@
symbol ret, kvm, tbl, entry;
@@
 kvmppc_tce_iommu_do_unmap(...)
 {
 ...
 ret = kvmppc_tce_iommu_mapped_dec(kvm, tbl, entry);
-if (ret != H_SUCCESS)
-	iommu_tce_xchg_no_kill(...);
 ...
 }
