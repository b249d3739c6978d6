// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/platforms/powernv/pci-ioda-tce.c
// Kind: race
// Needs: fixes
// Test: race.h_put_level.h_put_level
// Reason: leak; the loser of a cmpxchg does not clean up
//
// Two who need the same level of a table at the same time (two vCPUs that set TCEs) make one
// each. The level of the one who comes late is not used, and not freed.

@@
identifier tbl, tmp2, oldtce, tce;
@@
 pnv_tce(...)
 {
 <...
-if (oldtce) {
-	pnv_pci_ioda2_table_do_free_pages(tmp2,
-		tbl->it_level_size, 0);
-	tce = oldtce;
-}
+if (oldtce)
+	tce = oldtce;
 ...>
 }
