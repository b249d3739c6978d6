// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/vfio_iommu_spapr_tce.c
// Kind: deterministic
// Test: attach.joined_windows hcall.two_groups_one_table
// Reason: one group of several is served
//
// A window is made for the first of the container's groups only.

@@
symbol ret, num, tbl, table_group;
identifier unset_exit;
@@
 tce_iommu_create_window(...)
 {
 <...
 ret = table_group->ops->set_window(table_group, num, tbl);
 if (ret)
 	goto unset_exit;
+break;
 ...>
 }
