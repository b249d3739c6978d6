// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/platforms/powernv/pci-ioda-tce.c
// Kind: deterministic
// Test: window.create_gives_back
// Reason: a check of the wrong value; how wide the window is, and not how wide its table indexes
//
// Whether the hardware can index a table is found out by the size of the window. A small window of
// many levels, each of which takes a whole page, indexes more than there are bits, and is made.

@@
symbol window_shift, level_shift, levels, page_shift;
@@
 pnv_pci_ioda2_table_alloc_pages(...)
 {
 <...
-(level_shift - 3) * levels + page_shift >= 55
+window_shift >= 55
 ...>
 }
