// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/platforms/powernv/pci-ioda.c
// Kind: deterministic
// Test: window.create_gives_back
// Reason: accounting; less than what the allocator gives
//
// A table that is smaller than a page is counted as its size, in pages: as none. The process has as
// many of them as it likes, beyond its limit of locked memory.

@@
symbol table_shift;
@@
 pnv_pci_ioda2_get_table_size(...)
 {
 ...
-table_shift = max_t(unsigned, table_shift, PAGE_SHIFT);
 ...
 }
