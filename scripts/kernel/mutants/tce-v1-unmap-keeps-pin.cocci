// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/vfio_iommu_spapr_tce.c
// Kind: deterministic
// Test: hcall.v1_unmap
// Reason: missing put
//
// In a container of the first kind, a page stays pinned when it is unmapped.

@@
@@
 tce_iommu_clear(...)
 {
 <...
-tce_iommu_unuse_page(oldhpa);
 ...>
 }
