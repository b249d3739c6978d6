// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/platforms/powernv/pci-ioda-tce.c
// Kind: deterministic
// Test: hcall.two_windows
// Reason: wrong entry of a table that does not begin at 0
//
@@
symbol index, tbl;
@@
 pnv_tce_xchg(...)
 {
 <...
-index - tbl->it_offset
+index
 ...>
 }
