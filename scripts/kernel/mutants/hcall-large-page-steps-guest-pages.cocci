// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/kvm/book3s_64_vio.c
// Kind: deterministic
// Test: hcall.large_pages_past_slot
// Reason: wrong unit
//
// The hardware's TCEs for a large page of the guest point to memory that is a whole page of the
// guest's apart, instead of one of the hardware's: all but the first lead to what lies behind the
// page.

@@
symbol pgoff, tbl, stt, page_shift;
@@
 kvmppc_tce_iommu_map(...)
 {
 <...
 pgoff +=
-	IOMMU_PAGE_SIZE(tbl)
+	1UL << stt->page_shift
 ...>
 }
