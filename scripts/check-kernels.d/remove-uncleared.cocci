// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/vfio_iommu_spapr_tce.c
// Subject: vfio/spapr_tce: Clear windows where their tables are freed
// Test: dma.after_window_remove
//
// A missing TCE clear: what was mapped when a window is removed stays pinned.

@@
identifier container, tbl;
@@
 static long tce_iommu_remove_window(struct tce_container *container, ...)
 {
 ...
-tce_iommu_clear(container, tbl, tbl->it_offset, tbl->it_size);
 ...
 }
