// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/platforms/powernv/pci-ioda-tce.c
// Kind: race
// Test: race.h_put_level.h_put_level
// Reason: the wrong one is let go
//
// Two who need the same level of a table at the same time make one each. The one who comes late
// frees the level that is in the table, and not its own: the device's TCEs are then in free memory.

@@
symbol tmp2, oldtce;
@@
 pnv_tce(...)
 {
 <...
 pnv_pci_ioda2_table_do_free_pages(
-	tmp2
+	__va(oldtce)
	, ...);
 ...>
 }
