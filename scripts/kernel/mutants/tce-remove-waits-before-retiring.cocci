// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/vfio_iommu_spapr_tce.c
// Kind: race
// Needs: fixes
// Test: race.h_put.window_remove
// Reason: order; a grace period that begins before what it is for
//
// The removal of a window waits for the hypercalls that are under way, and keeps the guest from the
// window only then: what one that has begun meanwhile maps after the clearing stays counted as
// mapped.

@@
symbol tbl, true;
@@
 tce_iommu_remove_window(...)
 {
 ...
+synchronize_rcu();
 WRITE_ONCE(tbl->it_retired, true);
-synchronize_rcu();
 ...
 }
