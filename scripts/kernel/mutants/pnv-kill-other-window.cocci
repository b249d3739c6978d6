// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/platforms/powernv/pci-ioda.c
// Kind: deterministic
// Test: hcall.forgotten_windows
// Reason: isolation; a unit mixed up: the number of an entry in its table, as everywhere else in this driver, for that of a page on the bus
// Spatch: --no-includes
//
// The hardware is told to forget the pages that are as far from I/O address 0 as the changed ones
// are from the beginning
// of their window: of a window that begins elsewhere, the second one, it keeps all TCEs in its cache.

@@
expression phb, pe, shift;
identifier index, tbl;
@@
 pnv_pci_ioda2_tce_invalidate(struct iommu_table *tbl, unsigned long index, ...)
 {
 <...
 opal_pci_tce_kill(phb->opal_id, OPAL_PCI_TCE_KILL_PAGES,
		   pe->pe_number, 1u << shift,
-		   index << shift,
+		   (index - tbl->it_offset) << shift,
		   npages);
 ...>
 }
