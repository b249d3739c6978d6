// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/platforms/powernv/pci-ioda.c
//
// pnv_pci_ioda2_set_window() gives the hardware the table and then links it to the group, without a
// look at whether that worked: for lack of memory the hardware has a window that nobody knows of, and
// goes on to use its table when that is freed.
//
// Link first: that can be undone.

@@
symbol rc, phb, pe, num, tbl;
@@
 static long pnv_pci_ioda2_set_window(...)
 {
 <...
 pe_info(...);
+
+rc = pnv_pci_link_table_and_group(phb->hose->node, num, tbl, &pe->table_group);
+if (rc) {
+	pe_err(pe, "Failed to link TCE table, err %lld\n", rc);
+	return rc;
+}
 rc = opal_pci_map_pe_dma_window(...);
 if (rc) {
 	pe_err(...);
+	pnv_pci_unlink_table_and_group(tbl, &pe->table_group);
 	return rc;
 }
-pnv_pci_link_table_and_group(phb->hose->node, num, tbl, &pe->table_group);
 ...>
 }
