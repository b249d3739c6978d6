// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/platforms/powernv/pci-ioda-tce.c
// Kind: deterministic
// Test: attach.once
// Reason: missing get
//
// A group keeps a pointer to a hardware table without a reference of its own.

@@
symbol table_group, num, tbl;
@@
 pnv_pci_link_table_and_group(...)
 {
 <...
-table_group->tables[num] = iommu_tce_table_get(tbl);
+table_group->tables[num] = tbl;
 ...>
 }
