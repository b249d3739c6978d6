// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/platforms/powernv/pci-ioda.c
// Kind: deterministic
// Test: dma.levels hcall.forgotten
// Reason: wrong number of levels
//
// The hardware is told one level less than the table has.

@@
symbol tbl;
@@
 pnv_pci_ioda2_set_window(...)
 {
 <...
-tbl->it_indirect_levels + 1
+1
 ...>
 }
