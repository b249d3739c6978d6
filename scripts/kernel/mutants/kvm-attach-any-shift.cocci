// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/kvm/book3s_64_vio.c
// Kind: deterministic
// Test: attach.mismatch
// Reason: wrong page-shift check; ca1fc489cfa0 ("KVM: PPC: Book3S: Allow backing bigger guest
// Reason: IOMMU pages with smaller physical pages") has the right one
//
// A table is tied to a window of larger pages than its own: the guest sets parts of an IOMMU
// page.

@@
symbol tbltmp, stt;
@@
 kvm_spapr_tce_attach_iommu_group(...)
 {
 <...
-(tbltmp->it_page_shift <= stt->page_shift)
+(tbltmp->it_page_shift)
 ...>
 }
