// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/vfio_iommu_spapr_tce.c
// Kind: deterministic
// Test: window.info
// Reason: a wrong answer; what is left is told instead of what there can be
//
// VFIO_IOMMU_SPAPR_TCE_GET_INFO tells how many more windows can be made, and not how many there can
// be: the number becomes smaller with each window that is there.

@@
symbol info, table_group, container, ddw;
@@
 tce_iommu_ioctl(...)
 {
 <...
(
 struct vfio_iommu_spapr_tce_info info;
+long i;
|
 info.ddw.max_dynamic_windows_supported = table_group->max_dynamic_windows_supported;
+for (i = 0; i < IOMMU_TABLE_GROUP_MAX_TABLES; ++i)
+	if (container->tables[i])
+		--info.ddw.max_dynamic_windows_supported;
)
 ...>
 }
