// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/vfio_iommu_spapr_tce.c
// Kind: deterministic
// Test: holding.join_late
// Reason: a check left out
//
// A container of the first kind takes a second group, though it has one table for each.

@@
symbol container;
@@
 tce_iommu_attach_group(...)
 {
 <...
-!container->v2 && tce_groups_attached(container)
+0
 ...>
 }
