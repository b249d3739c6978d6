// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/vfio_iommu_spapr_tce.c
// Kind: deterministic
// Test: window.create_limits
// Reason: a wrong answer; two fields mixed up
//
// VFIO_IOMMU_SPAPR_TCE_GET_INFO tells how many windows there can be where it is to tell how many
// levels a window's table can have.

@@
symbol info, ddw, table_group;
@@
 tce_iommu_ioctl(...)
 {
 <...
 info.ddw.levels =
-	table_group->max_levels
+	table_group->max_dynamic_windows_supported
 ;
 ...>
 }
