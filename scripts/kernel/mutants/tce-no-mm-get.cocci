// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/vfio_iommu_spapr_tce.c
// Kind: deterministic
// Test: attach.once teardown.exit teardown.orders
// Reason: missing get
//
// The container does not take the mm that its end puts.

@@
@@
 tce_iommu_mm_set(...)
 {
 <...
-mmgrab(...);
 ...>
 }
