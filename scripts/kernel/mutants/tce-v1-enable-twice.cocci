// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/vfio_iommu_spapr_tce.c
// Kind: deterministic
// Test: steps.twice_v1
// Reason: a check left out
//
// VFIO_IOMMU_ENABLE counts the window as often as it is called.

@@
symbol container;
@@
 tce_iommu_enable(...)
 {
 ...
-if (container->enabled)
-	return -EBUSY;
 ...
 }
