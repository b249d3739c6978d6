// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/kvm/book3s_64_vio.c
// Kind: deterministic
// Test: attach.mismatch
// Reason: wrong bounds check
//
// A table is tied to a window that is smaller than itself: the guest writes behind the hardware's
// table.

@@
symbol tbltmp, stt;
@@
 kvm_spapr_tce_attach_iommu_group(...)
 {
 <...
-(tbltmp->it_size << tbltmp->it_page_shift >= stt->size << stt->page_shift)
+(tbltmp->it_size)
 ...>
 }
