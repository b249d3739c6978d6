// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/platforms/powernv/pci-ioda-tce.c
// Kind: deterministic
// Test: sequence.saved.earlier_group_leaves
// Reason: isolation; an entry of a list recognised by what is the same for all of them
//
// When a group leaves a hardware table that others share, the link that is dropped is the latest
// one of the table's, whichever group it is of. The group that stays is then no longer told of
// changed TCEs, nor is it one of those that the guest may drive; the one that has left is.

@@
identifier tgl, table_group;
identifier tbl;
@@
 pnv_pci_unlink_table_and_group(struct iommu_table *tbl, struct iommu_table_group *table_group)
 {
 <...
-tgl->table_group == table_group
+tgl->table_group->ops == table_group->ops
 ...>
 }
