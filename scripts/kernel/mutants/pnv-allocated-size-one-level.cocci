// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/platforms/powernv/pci-ioda.c
// Kind: deterministic
// Test: window.create_gives_back
// Reason: accounting; what is taken and what is given back are reckoned in two ways
//
// Of a table with levels as much locked memory is given back as one without would have taken: with
// each such window the process comes nearer to its limit.

@@
symbol page_shift, window_size, levels;
@@
 pnv_pci_ioda2_create_table_userspace(...)
 {
 <+...
 pnv_pci_ioda2_get_table_size(page_shift, window_size,
-	levels
+	1
	)
 ...+>
 }
