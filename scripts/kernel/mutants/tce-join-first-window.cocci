// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/vfio_iommu_spapr_tce.c
// Kind: deterministic
// Test: attach.joined_windows
// Reason: one window of several is served
//
// A group that joins a container gets the first of its windows only.

@@
identifier f = {tce_iommu_take_ownership, tce_iommu_take_ownership_ddw};
symbol ret;
identifier release_exit;
@@
 f(...)
 {
 <...
 ret = table_group->ops->set_window(...);
 if (ret)
 	goto release_exit;
+break;
 ...>
 }
