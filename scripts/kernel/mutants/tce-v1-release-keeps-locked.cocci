// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/vfio_iommu_spapr_tce.c
// Kind: deterministic
// Test: memory.v1 teardown.exit
// Reason: accounting
//
// A container of the first kind that ends enabled does not give back the window's locked memory.

@@
symbol container;
@@
 tce_iommu_release(...)
 {
 ...
-tce_iommu_disable(container);
 ...
 }
