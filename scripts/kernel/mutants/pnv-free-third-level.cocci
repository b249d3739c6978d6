// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/platforms/powernv/pci-ioda-tce.c
// Kind: deterministic
// Test: window.levels_freed
// Reason: lifetime; a recursion that goes down one level only, as the host's own tables have two
// Spatch: --no-includes
//
// When a table is freed, so is what hangs below its topmost level, but not what hangs below that:
// of a table with three or
// more levels the lowest ones are lost.

@@
expression a, b;
symbol levels;
@@
 pnv_pci_ioda2_table_do_free_pages(...)
 {
 <...
 pnv_pci_ioda2_table_do_free_pages(a, b,
-		levels - 1
+		0
		)
 ...>
 }
