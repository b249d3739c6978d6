// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/platforms/powernv/pci-ioda-tce.c
// Kind: race
// Test: race.h_put.join_second
// Reason: published before it is complete
//
// A second group that gets a table is on the table's list before it stands there which group it is.
// Who changes a TCE meanwhile, and has to tell the hardware of all groups, follows a NULL pointer.

@@
symbol tgl, table_group, tbl;
@@
 pnv_pci_link_table_and_group(...)
 {
 ...
-tgl->table_group = table_group;
 list_add_rcu(&tgl->next, &tbl->it_group_list);
 table_group->tables[...] = iommu_tce_table_get(tbl);
+tgl->table_group = table_group;
 ...
 }
