// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/vfio_iommu_spapr_tce.c
// Kind: deterministic
// Test: dma.read_only_others
// Reason: flags ignored; access rights
//
// What user space maps for the device to read it may write, too.

@@
symbol direction, DMA_TO_DEVICE;
@@
 tce_iommu_ioctl(...)
 {
 <...
-direction = DMA_TO_DEVICE;
+direction = DMA_BIDIRECTIONAL;
 ...>
 }
