// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/vfio_iommu_spapr_tce.c
// Kind: deterministic
// Test: window.info
// Reason: a wrong answer; what there is is told instead of what there can be
//
// VFIO_IOMMU_SPAPR_TCE_GET_INFO tells the size of the window that is the first one at the moment,
// where it should tell how large the space for the default window is.

@@
symbol info, table_group, container;
@@
 tce_iommu_ioctl(...)
 {
 <...
 info.dma32_window_size =
-	table_group->tce32_size
+	container->tables[0] ?
+		container->tables[0]->it_size << container->tables[0]->it_page_shift :
+		table_group->tce32_size
	;
 ...>
 }
