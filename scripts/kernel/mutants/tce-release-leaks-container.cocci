// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/vfio_iommu_spapr_tce.c
// Kind: deterministic
// Test: teardown.objects
// Reason: leak
//
// What the driver knows of a container is not freed with it.

@@
symbol container;
@@
 tce_iommu_release(...)
 {
 ...
-kfree(container);
 }
