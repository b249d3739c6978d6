// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/vfio_iommu_spapr_tce.c
// Kind: deterministic
// Test: teardown.exit
// Reason: missing put
//
// The container's end does not put the mm: each process that had one leaves its mm_struct and its
// page directory behind.

@@
@@
 tce_iommu_release(...)
 {
 <...
-mmdrop(...);
+cond_resched();
 ...>
 }
