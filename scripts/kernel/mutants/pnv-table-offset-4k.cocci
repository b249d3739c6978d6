// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/platforms/powernv/pci-ioda-tce.c
// Kind: deterministic
// Test: hcall.iommu_pages
// Reason: wrong page shift
//
// Where a table begins on the bus is counted in pages of the host, not in its own: a window of
// larger pages that does not begin at 0 is looked for, and mapped, elsewhere.

@@
symbol tbl, dma_offset;
@@
 pnv_pci_setup_iommu_table(...)
 {
 ...
-tbl->it_offset = dma_offset >> tbl->it_page_shift;
+tbl->it_offset = dma_offset >> PAGE_SHIFT;
 ...
 }
