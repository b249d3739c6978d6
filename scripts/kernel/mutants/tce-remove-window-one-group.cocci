// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/vfio_iommu_spapr_tce.c
// Kind: deterministic
// Test: attach.shared_table hcall.two_groups_one_table
// Reason: one group of several is served
//
// A window is removed from the first of the container's groups only.

@@
symbol table_group, num;
@@
 tce_iommu_remove_window(...)
 {
 <...
 table_group->ops->unset_window(table_group, num);
+break;
 ...>
 }
