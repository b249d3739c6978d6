// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/kvm/book3s_64_vio.c
// Kind: deterministic
// Test: hcall.iommu_pages
// Reason: wrong unit
//
// How many entries of the hardware's table a page of the guest has is reckoned in the host's pages:
// where those of the table are larger, the entries that follow are unmapped, too.

@@
symbol i, subpages, stt, tbl, io_entry;
statement S;
@@
 kvmppc_tce_iommu_unmap(...)
 {
 ...
 for (i = 0;
-	i < subpages
+	i < min(1UL << (stt->page_shift - PAGE_SHIFT), tbl->it_offset + tbl->it_size - io_entry)
	; ++i)
 S
 ...
 }
