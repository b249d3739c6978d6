// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/kvm/book3s_64_vio.c
// Kind: deterministic
// Test: hcall.two_containers_large
// Reason: wrong unit
//
// How many entries of a hardware table a page of the guest has is reckoned, when it is unmapped, by
// the pages of the hardware table that was tied last. In another one with other pages some of the
// page's entries stay, or those of other pages go.

@@
symbol stt, tbl;
@@
 kvmppc_tce_iommu_unmap(...)
 {
 <...
 stt->page_shift -
-tbl->it_page_shift
+list_first_entry(&stt->iommu_tables, struct kvmppc_spapr_tce_iommu_table, next)->tbl->it_page_shift
 ...>
 }
