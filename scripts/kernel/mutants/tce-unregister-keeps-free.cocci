// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/vfio_iommu_spapr_tce.c
// Kind: deterministic
// Test: teardown.objects
// Reason: missing free; of some bytes
//
// What was registered is taken off the container's list, and its entry is not freed.

@@
symbol tcemem;
@@
 tce_iommu_prereg_free(...)
 {
 ...
-kfree(tcemem);
 ...
 }
