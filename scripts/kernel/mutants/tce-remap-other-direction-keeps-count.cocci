// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/vfio_iommu_spapr_tce.c
// Kind: deterministic
// Test: dma.remap
// Reason: missing put; what was mapped before is told by the direction that is asked for
//
// What user space maps over another mapping ends the use of the memory under it only if both have
// the same access. Otherwise that memory counts as mapped for good, and cannot be unregistered.

@@
symbol dirtmp, direction, container, tbl, entry, i;
@@
 tce_iommu_build_v2(...)
 {
 <...
-if (dirtmp != DMA_NONE)
+if (dirtmp == direction)
 	tce_iommu_unuse_page_v2(container, tbl, entry + i);
 ...>
 }
