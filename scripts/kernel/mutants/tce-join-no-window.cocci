// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/vfio_iommu_spapr_tce.c
// Kind: deterministic
// Test: attach.joined_windows hcall.two_groups_one_table attach.shared_table
// Reason: one group of several is served
//
// A group that joins a container with windows does not get them.

@@
identifier f = {tce_iommu_take_ownership, tce_iommu_take_ownership_ddw};
symbol ret;
@@
 f(...)
 {
 <...
-ret = table_group->ops->set_window(...);
+ret = 0;
 ...>
 }
