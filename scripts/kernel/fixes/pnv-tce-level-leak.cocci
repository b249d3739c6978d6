// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/platforms/powernv/pci-ioda-tce.c
//
// When two make the same level of a TCE table, the one that comes second takes its own away:
// pnv_tce() passes pnv_pci_ioda2_table_do_free_pages() the level's shift where the number of its
// entries is wanted, and that there are levels below. The function then frees one page, whatever the
// size of the level: what is behind it is lost. (It also reads what it takes for the level's entries:
// they are zeroes.)
//
// Pass the number of entries, and no levels.

@@
expression page, tbl;
@@
 pnv_tce(...)
 {
 <...
 pnv_pci_ioda2_table_do_free_pages(page,
-	ilog2(tbl->it_level_size) + 3, 1);
+	tbl->it_level_size, 0);
 ...>
 }
