// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/vfio_iommu_spapr_tce.c
// Kind: deterministic
// Test: memory.v1
// Reason: wrong unit; locked memory is counted in pages
//
// VFIO_IOMMU_ENABLE counts the window in sectors, as if they were pages.

@@
symbol table_group, locked;
@@
 tce_iommu_enable(...)
 {
 ...
-locked = table_group->tce32_size >> PAGE_SHIFT;
+locked = table_group->tce32_size >> 9;
 ...
 }
