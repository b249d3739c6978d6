// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/vfio_iommu_spapr_tce.c
// Kind: deterministic
// Test: memory.v1
// Reason: a check left out
//
// A container of the first kind claims to have windows that can be made and removed.

@@
symbol container, table_group;
@@
 tce_iommu_ioctl(...)
 {
 <...
-table_group->max_dynamic_windows_supported && container->v2
+table_group->max_dynamic_windows_supported
 ...>
 }
