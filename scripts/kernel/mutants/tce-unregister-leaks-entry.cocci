// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/vfio_iommu_spapr_tce.c
// Kind: deterministic
// Test: teardown.objects
// Reason: leak
//
// What a container knows of registered memory is not freed with it.

@@
symbol tcemem;
@@
 tce_iommu_prereg_free(...)
 {
 ...
-kfree(tcemem);
 ...
 }
