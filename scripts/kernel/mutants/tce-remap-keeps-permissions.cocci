// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/vfio_iommu_spapr_tce.c
// Kind: deterministic
// Test: dma.remap
// Reason: access rights; a variable that is both an argument and a result, set once
//
// MAP_DMA over pages that are mapped goes on, after the first one, with the access that the page
// before it had had, and not with what is asked for: a device may write to what is for reading.

@@
symbol dirtmp, direction;
@@
 tce_iommu_build_v2(...)
 {
 ...
-enum dma_data_direction dirtmp;
+enum dma_data_direction dirtmp = DMA_NONE;
 <...
-dirtmp = direction;
+if (dirtmp == DMA_NONE)
+	dirtmp = direction;
 ...>
 }
