// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/platforms/powernv/pci-ioda-tce.c
// Kind: deterministic
// Test: dma.levels
// Reason: isolation; a number of pages in too few bits
//
// Which entry of the hardware's table is to change is kept in 32 bits: in a window of more than
// 2^32 pages a mapping far up goes to the page 2^32 pages below it, and replaces what is mapped
// there.

@@
symbol idx, index, tbl;
@@
 pnv_tce_xchg(...)
 {
 ...
-unsigned long idx = index - tbl->it_offset;
+u32 idx = index - tbl->it_offset;
 ...
 }
