// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/kernel/iommu.c
// Kind: deterministic
// Test: memory.dirty
// Reason: dirty bit lost
//
// A page that the device could write but not read is not marked dirty when its TCE goes.

@@
symbol direction;
@@
 iommu_tce_xchg_no_kill(...)
 {
 <...
-((*direction == DMA_FROM_DEVICE) || (*direction == DMA_BIDIRECTIONAL))
+(*direction == DMA_BIDIRECTIONAL)
 ...>
 }
