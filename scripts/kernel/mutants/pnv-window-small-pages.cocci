// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/platforms/powernv/pci-ioda.c
// Kind: deterministic
// Test: hcall.forgotten_windows
// Reason: a unit mixed up: pages of the default window and those of the table
// Spatch: --no-includes
//
// The hardware is told that the pages of each window are of 4 KiB: in a window of larger ones the
// device reaches other
// memory than what was mapped, the beginnings of all pages in the place of the first, or none at all.

@@
expression a, b, c, d, e, f;
identifier tbl;
@@
 pnv_pci_ioda2_set_window(struct iommu_table_group *table_group, int num, struct iommu_table *tbl)
 {
 <...
 opal_pci_map_pe_dma_window(a, b, c, d, e, f,
-		IOMMU_PAGE_SIZE(tbl)
+		IOMMU_PAGE_SIZE_4K
		)
 ...>
 }
