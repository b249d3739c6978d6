// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/platforms/powernv/pci-ioda.c
// Kind: deterministic
// Test: hcall.forgotten
// Reason: isolation; a short cut for large ranges that ends a loop where it should go on with it
// Spatch: --no-includes
//
// When more than 512 TCEs have changed at once the hardware is told to forget all that it has of
// the PE instead of page by
// page; of the groups behind the table the first only is told.

@@
iterator name list_for_each_entry_lockless;
symbol pe, npages, shift;
expression tgl, head, next, E;
@@
 pnv_pci_ioda2_tce_invalidate(...)
 {
 ...
 list_for_each_entry_lockless(tgl, head, next) {
 	...
 	unsigned int shift = E;
+
+	if (npages > 512) {
+		pnv_pci_ioda2_tce_invalidate_pe(pe);
+		break;
+	}
 	...
 }
 }
