// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/kvm/book3s_64_vio.c
// Kind: deterministic
// Test: hcall.two_containers_large
// Reason: stale value: what one turn of a loop leaves is what the next one begins with
//
// Where the guest's page is larger than those of the hardware's tables, the first table is filled
// from its beginning, and the next one from the part of it that came last.

@@
iterator name list_for_each_entry_lockless;
symbol stit, stt, ua, next;
@@
 kvmppc_h_put_tce(...)
 {
 <...
 list_for_each_entry_lockless(stit, &stt->iommu_tables, next) {
 ...
+	ua += (1UL << stt->page_shift) - IOMMU_PAGE_SIZE(stit->tbl);
 }
 ...>
 }
