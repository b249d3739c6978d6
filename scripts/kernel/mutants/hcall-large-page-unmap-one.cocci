// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/kvm/book3s_64_vio.c
// Kind: deterministic
// Test: hcall.large_pages hcall.large_pages_reach
// Reason: wrong page shift; as before 26a62b750a4e ("KVM: PPC: Fix TCE handling for VFIO")
//
// Of a large page of the guest only the first TCE is taken away.

@@
symbol stt, tbl;
@@
 kvmppc_tce_iommu_unmap(...)
 {
 ...
-unsigned long subpages = 1ULL << (stt->page_shift - tbl->it_page_shift);
+unsigned long subpages = 1ULL;
 ...
 }
