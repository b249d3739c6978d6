// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/vfio_iommu_spapr_tce.c
// Kind: race
// Needs: fixes
// Test: race.window_claim.window_claim
// Reason: a lock dropped in the midst, so that it is not held over a large allocation
//
// The container's lock is let go of while the table of a new window is allocated, for a number that
// has been found free before: two who want the last window both get it, and the table of one is
// lost.

@@
symbol container, ret;
@@
 tce_iommu_create_window(...)
 {
 <...
+mutex_unlock(&container->lock);
 ret = tce_iommu_create_table(...);
+mutex_lock(&container->lock);
 ...>
 }
