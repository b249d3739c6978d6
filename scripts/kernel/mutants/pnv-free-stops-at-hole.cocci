// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/platforms/powernv/pci-ioda-tce.c
// Kind: deterministic
// Test: window.levels_freed
// Reason: lifetime; a loop that stops early, as it could when levels were allocated from the front and not on demand
//
// When a table with levels is freed the walk ends at the first entry that has no level below it.
// What hangs behind such a hole is not freed.

@@
@@
 pnv_pci_ioda2_table_do_free_pages(...)
 {
 <...
 if (!(hpa & (TCE_PCI_READ | TCE_PCI_WRITE)))
-	continue;
+	break;
 ...>
 }
