// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/vfio_iommu_spapr_tce.c
// Kind: deterministic
// Test: window.default_size
// Reason: wrong size
//
// The default window is half as large as VFIO_IOMMU_SPAPR_TCE_GET_INFO says.

@@
symbol container, table_group, IOMMU_PAGE_SHIFT_4K;
@@
 tce_iommu_create_default_window(...)
 {
 <...
 tce_iommu_create_window(container, IOMMU_PAGE_SHIFT_4K,
-table_group->tce32_size
+table_group->tce32_size / 2
 , ...)
 ...>
 }
