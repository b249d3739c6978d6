// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/vfio_iommu_spapr_tce.c
// Kind: deterministic
// Test: memory.v1
// Reason: use after free; an order turned round
//
// A container of the first kind that ends enabled puts its process's memory
// before it gives the window's locked memory back: when the process is gone,
// it counts in memory that is free.

@@
@@
 tce_iommu_release(...)
 {
 ...
-tce_iommu_disable(container);
 if (container->mm)
 	mmdrop(container->mm);
+tce_iommu_disable(container);
 ...
 }
