// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/kvm/book3s_64_vio.c
// Kind: deterministic
// Test: attach.mismatch
// Reason: wrong unit
//
// The starts of table and window are compared in pages, whatever a page is.

@@
symbol tbltmp, stt;
@@
 kvm_spapr_tce_attach_iommu_group(...)
 {
 <...
-(tbltmp->it_offset << tbltmp->it_page_shift == stt->offset << stt->page_shift)
+(tbltmp->it_offset == stt->offset)
 ...>
 }
