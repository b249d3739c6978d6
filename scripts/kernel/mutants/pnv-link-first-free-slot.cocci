// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/platforms/powernv/pci-ioda-tce.c
// Kind: deterministic
// Test: holding.join_late
// Reason: the wrong one of several places
//
// A group that gets a window notes it in its first free place and not in that of the window. Of a
// group that gets the upper window alone it is looked for in the other place: its table is lost.

@@
identifier node, num, tbl, table_group;
@@
 pnv_pci_link_table_and_group(int node, int num, struct iommu_table *tbl,
 	struct iommu_table_group *table_group)
 {
+int slot = 0;
 ...
+while (slot < num && table_group->tables[slot])
+	slot++;
 table_group->tables[
-	num
+	slot
 	] = iommu_tce_table_get(tbl);
 ...
 }
