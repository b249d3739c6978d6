// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/platforms/powernv/pci-ioda.c
// Spatch: --no-includes
// Kind: deterministic
// Test: dma.levels hcall.levels
// Reason: accounting; two ways to compute one size, which differ for tables with levels
//
// What is given back of the locked memory when a window goes is the table's
// lowest level and its copy; counted was the table with all of its levels.

@@
identifier ptbl, page_shift, window_size, levels;
@@
-(*ptbl)->it_allocated_size = pnv_pci_ioda2_get_table_size(page_shift, window_size, levels);
+(*ptbl)->it_allocated_size = (*ptbl)->it_size * sizeof(u64) * 2;
