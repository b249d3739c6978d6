// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/platforms/powernv/pci-ioda.c
// Kind: deterministic
// Test: window.create_limits
// Reason: accounting; a sum that is none
//
// Of a table with levels only the topmost is counted as locked memory.

@@
expression list es;
symbol bytes;
@@
 pnv_pci_ioda2_get_table_size(...)
 {
 <+...
-bytes += ALIGN(es);
+bytes = ALIGN(es);
 ...+>
 }
