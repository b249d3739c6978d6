// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/platforms/powernv/pci-ioda-tce.c
// Kind: deterministic
// Test: window.many_pages
// Reason: wrong size; that of the table is taken for that of one level
//
// The top level of the view that user space has of a hardware table is allocated as large as a
// table without levels would be, and freed as large as one level is: memory is lost with every
// window that has more than one.

@@
symbol nid, level_shift, table_shift, tce_table_size, offset, total_allocated_uas, uas;
@@
 pnv_pci_ioda2_table_alloc_pages(...)
 {
 <...
 uas = pnv_pci_ioda2_table_do_alloc_pages(nid,
-	level_shift
+	table_shift
	, ...);
 ...>
 }
