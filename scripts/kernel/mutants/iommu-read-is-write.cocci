// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/kernel/iommu.c
// Kind: deterministic
// Test: dma.read_only
// Reason: access rights
//
// What the guest lets the device read it may write, too.

@@
@@
 iommu_tce_direction(...)
 {
 <...
-return DMA_TO_DEVICE;
+return DMA_BIDIRECTIONAL;
 ...>
 }
