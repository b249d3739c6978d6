// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/vfio_iommu_spapr_tce.c
// Kind: deterministic
// Test: memory.v1
// Reason: flags; pages are pinned for reading and mapped for writing
//
// In a container of the first kind, memory that its owner may not write is mapped for the device to
// write.

@@
expression direction;
symbol FOLL_WRITE;
@@
 tce_iommu_use_page(...)
 {
 <...
-direction != DMA_TO_DEVICE ? FOLL_WRITE : 0
+0
 ...>
 }
