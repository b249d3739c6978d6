// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/vfio_iommu_spapr_tce.c
// Kind: deterministic
// Test: teardown.objects
// Reason: missing free; of 24 bytes
//
// A group that leaves is taken off the container's list, and its entry is not freed.

@@
symbol tcegrp;
@@
 tce_iommu_detach_group(...)
 {
 ...
-kfree(tcegrp);
 ...
 }
