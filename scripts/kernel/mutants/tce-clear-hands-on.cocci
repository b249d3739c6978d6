// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/vfio_iommu_spapr_tce.c
// Kind: deterministic
// Test: sequence.saved.mapped_in_part
// Reason: isolation; initialisations that a clean-up hoisted out of a loop
//
// Of several pages that user space unmaps at once each but the first gets the TCE that the page
// before it had: the device goes on to reach memory that counts as unmapped, and that can be
// unregistered and given to others.

@@
symbol oldhpa, direction, DMA_NONE;
@@
 tce_iommu_clear(...)
 {
 <...
(
-	unsigned long oldhpa;
+	unsigned long oldhpa = 0;
|
-	enum dma_data_direction direction;
+	enum dma_data_direction direction = DMA_NONE;
|
-	direction = DMA_NONE;
|
-	oldhpa = 0;
)
 ...>
 }
