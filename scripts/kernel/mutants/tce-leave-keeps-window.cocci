// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/vfio_iommu_spapr_tce.c
// Kind: deterministic
// Test: dma.after_unset_container dma.after_group_close attach.shared_table
// Reason: missing put; the device stays connected to the table
//
// A group leaves its container, and its hardware goes on to use the container's table.

@@
identifier f = {tce_iommu_release_ownership, tce_iommu_release_ownership_ddw};
symbol table_group, i;
@@
 f(...)
 {
 <...
-table_group->ops->unset_window(table_group, i);
 ...>
 }
