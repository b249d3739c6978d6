// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/vfio_iommu_spapr_tce.c
// Kind: deterministic
// Test: attach.joined_windows
// Reason: one window of several is served
//
// A group that leaves its container leaves the first window only.

@@
identifier f = {tce_iommu_release_ownership, tce_iommu_release_ownership_ddw};
symbol table_group, i;
@@
 f(...)
 {
 <...
 table_group->ops->unset_window(table_group, i);
+break;
 ...>
 }
